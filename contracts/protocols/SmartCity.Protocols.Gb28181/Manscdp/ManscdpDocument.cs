using System.Globalization;
using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>
/// One document as sent: what kind, which command, for whom, and its elements, of which the typed messages are made and
/// where those they do not know can still be read. Element names compare without case.
/// </summary>
public sealed class ManscdpDocument
{
    internal ManscdpDocument(ManscdpKind kind, string command, long sn, string deviceId, XElement root)
    {
        Kind = kind;
        Command = command;
        Sn = sn;
        DeviceId = deviceId;
        Root = root;
    }

    /// <summary>The root element's name. Devices also send a keepalive under Query.</summary>
    public ManscdpKind Kind { get; }

    /// <summary>CmdType as sent; see <see cref="ManscdpCommands"/>.</summary>
    public string Command { get; }

    /// <summary>The number that ties an answer to its question; 0 when it is missing or not a number.</summary>
    public long Sn { get; }

    /// <summary>DeviceID as sent: 20 digits, in catalogue queries also a division of 2-8.</summary>
    public string DeviceId { get; }

    /// <summary>All elements.</summary>
    public XElement Root { get; }

    /// <summary>
    /// Reads a body. UTF-8 and GB 18030 are told apart by the bytes, whatever the first line declares. Errors:
    /// <see cref="FrameError.TooLong"/> beyond the limits, <see cref="FrameError.BadField"/> when it is not XML,
    /// <see cref="FrameError.BadHeader"/> when the root is none of the four or CmdType is missing.
    /// </summary>
    public static FrameError TryRead(ReadOnlySpan<byte> body, ManscdpLimits limits, out ManscdpDocument? document)
    {
        document = null;
        if (body.Length > limits.Bytes)
            return FrameError.TooLong;
        if (SafeXml.TryRead(ChineseText.DecodeDocument(body), limits, out var root) is var error and not FrameError.None)
            return error;
        if (KindOf(root!.Name.LocalName) is not { } kind || root.Text("CmdType") is not { Length: > 0 } command)
            return FrameError.BadHeader;
        document = new ManscdpDocument(kind, command, root.Number("SN") ?? 0, root.Text("DeviceID") ?? "", root);
        return FrameError.None;
    }

    /// <summary>Whether the document is of a command, whatever its case.</summary>
    public bool Is(string command) => string.Equals(Command, command, StringComparison.OrdinalIgnoreCase);

    private static ManscdpKind? KindOf(string name) => name.ToUpperInvariant() switch
    {
        "QUERY" => ManscdpKind.Query,
        "RESPONSE" => ManscdpKind.Response,
        "NOTIFY" => ManscdpKind.Notify,
        "CONTROL" => ManscdpKind.Control,
        _ => null,
    };
}

/// <summary>How values stand in elements.</summary>
internal static class ManscdpElements
{
    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'H:m:s", "yyyyMMddHHmmss",
    ];

    private static readonly string[] ZonedForms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static XElement? Child(this XElement parent, string name) =>
        parent.Elements().FirstOrDefault(child => string.Equals(child.Name.LocalName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The trimmed text; null when the element is absent or empty.</summary>
    public static string? Text(this XElement parent, string name) =>
        parent.Child(name)?.Value.Trim('\0', ' ', '\t', '\r', '\n') is { Length: > 0 } text ? text : null;

    public static long? Number(this XElement parent, string name) =>
        long.TryParse(parent.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? Count(this XElement parent, string name) => parent.Number(name) is >= 0 and <= int.MaxValue and var count ? (int)count : null;

    public static double? Decimal(this XElement parent, string name) =>
        double.TryParse(parent.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Beijing time without a zone as the standard has it; a zone, where a device writes one, is believed.</summary>
    public static DateTime? Time(this XElement parent, string name)
    {
        var text = parent.Text(name);
        if (DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local;
        var zoned = DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        return zoned ? DateTime.SpecifyKind(instant.UtcDateTime + Sip.SipDate.Beijing, DateTimeKind.Unspecified) : null;
    }

    public static IEnumerable<XElement> Items(this XElement parent, string list) =>
        parent.Child(list)?.Elements().Where(child => string.Equals(child.Name.LocalName, "Item", StringComparison.OrdinalIgnoreCase)) ?? [];

    /// <summary>Adds an element unless there is nothing to say.</summary>
    public static XElement Put(this XElement parent, string name, object? value)
    {
        var text = value switch
        {
            null => null,
            string given => given,
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        if (text is not null)
            parent.Add(new XElement(name, text));
        return parent;
    }
}
