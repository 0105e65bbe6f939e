using System.Collections.Immutable;
using System.Globalization;

namespace SmartCity.Protocols.Cap;

/// <summary>
/// Reads the children of one element by name, notes what is missing, malformed, twice or unknown. Empty elements count as
/// absent: many systems write all of them.
/// </summary>
internal sealed class XmlFields(XmlElementNode node, string path, CapReadOptions options, ProblemList problems)
{
    private readonly HashSet<string> _known = [];

    public string Text(string name) => Optional(name) ?? Missing(name);

    public string? Optional(string name)
    {
        List<XmlElementNode> found = Children(name);
        if (found.Count > 1)
        {
            problems.Note(CapProblemKind.Ignored, Path(name), $"stands {found.Count} times, the first is taken");
        }

        return found.Count > 0 && found[0].Text.Length > 0 ? found[0].Text : null;
    }

    public ImmutableArray<string> Many(string name) => [.. Children(name).Select(child => child.Text).Where(text => text.Length > 0)];

    public TCode Code<TCode>(string name) where TCode : struct, Enum =>
        Optional(name) is { } text ? ReadCode<TCode>(Path(name), text, fatal: true) ?? default : MissingCode<TCode>(name);

    public ImmutableArray<TCode> Codes<TCode>(string name) where TCode : struct, Enum =>
        [.. Many(name).Select(text => ReadCode<TCode>(Path(name), text, fatal: false)).OfType<TCode>()];

    public DateTimeOffset Time(string name, bool blankIsStandard = false) =>
        OptionalTime(name, blankIsStandard, fatal: true) ?? MissingTime(name);

    /// <summary>Reads a time; the Chinese profile's own form has a blank where CAP has T.</summary>
    public DateTimeOffset? OptionalTime(string name, bool blankIsStandard = false, bool fatal = false)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (!CapTime.TryRead(text, options.AssumedOffset, out DateTimeOffset time, out bool isStandard))
        {
            problems.Add(CapProblemKind.BadTime, fatal, Path(name), $"'{Short(text)}', expected such as 2026-11-23T08:00:00+08:00");
            return null;
        }

        if (!isStandard && !(blankIsStandard && CapTime.Write(time, ' ') == text))
        {
            problems.Note(CapProblemKind.TimeForm, Path(name), $"'{Short(text)}' read as {CapTime.Write(time)}");
        }

        return time;
    }

    public decimal? OptionalNumber(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (CapText.TryReadNumber(text, out decimal number))
        {
            return number;
        }

        problems.Note(CapProblemKind.BadNumber, Path(name), $"'{Short(text)}' is no number and is left out");
        return null;
    }

    public long? OptionalInteger(string name)
    {
        if (Optional(name) is { } text && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            problems.Note(CapProblemKind.BadNumber, Path(name), $"'{Short(text)}' is no whole number and is left out");
        }

        return long.TryParse(Optional(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    public ImmutableArray<T> Each<T>(string name, Func<XmlFields, T> read) =>
        [.. Children(name).Select((child, i) => Nested(child, Path($"{name}[{i}]"), read))];

    public ImmutableArray<CapPair> Pairs(string name) =>
        Each(name, fields => new CapPair(fields.Text("valueName"), fields.Optional("value") ?? ""));

    /// <summary>Reads each occurrence; one that cannot be read, or is found at fault, is left out and named.</summary>
    public ImmutableArray<T> Shapes<T>(string name, TryRead<T> read, Func<T, string?> fault)
    {
        var shapes = ImmutableArray.CreateBuilder<T>();
        foreach (string text in Many(name))
        {
            string? why = read(text, out T shape) ? fault(shape) : "cannot be read";
            if (why is null)
            {
                shapes.Add(shape);
            }
            else
            {
                problems.Note(CapProblemKind.BadShape, Path(name), $"'{Short(text)}': {why}; it is left out");
            }
        }

        return shapes.ToImmutable();
    }

    public delegate bool TryRead<T>(string text, out T value);

    public void Note(CapProblemKind kind, string name, string detail) => problems.Note(kind, Path(name), detail);

    /// <summary>Names the children nobody asked for.</summary>
    public void Finish()
    {
        foreach (XmlElementNode child in node.Children.Where(child => !_known.Contains(child.Name)))
        {
            if (child.Name == "Signature")
            {
                problems.Note(CapProblemKind.SignatureNotVerified, Path(child.Name), "the signature was not verified");
            }
            else
            {
                problems.Note(CapProblemKind.Ignored, Path(child.Name), "not an element of the standard");
            }
        }
    }

    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private T Nested<T>(XmlElementNode child, string at, Func<XmlFields, T> read)
    {
        var fields = new XmlFields(child, at, options, problems);
        T result = read(fields);
        fields.Finish();
        return result;
    }

    private List<XmlElementNode> Children(string name)
    {
        _known.Add(name);
        return node.Children.FindAll(child => child.Name == name);
    }

    private TCode? ReadCode<TCode>(string at, string text, bool fatal) where TCode : struct, Enum
    {
        bool isName = Enum.GetNames<TCode>().Contains(text, StringComparer.OrdinalIgnoreCase);
        if (!isName)
        {
            problems.Add(CapProblemKind.UnknownCode, fatal, at, $"'{Short(text)}', expected one of {string.Join(", ", Enum.GetNames<TCode>())}");
            return null;
        }

        TCode code = Enum.Parse<TCode>(text, ignoreCase: true);
        if (code.ToString() != text)
        {
            problems.Note(CapProblemKind.CodeForm, at, $"'{text}' read as {code}");
        }

        return code;
    }

    private string Missing(string name)
    {
        problems.Fatal(CapProblemKind.Missing, Path(name), "is obligatory");
        return "";
    }

    private TCode MissingCode<TCode>(string name) where TCode : struct, Enum
    {
        Missing(name);
        return default;
    }

    private DateTimeOffset MissingTime(string name)
    {
        if (Optional(name) is null)
        {
            Missing(name);
        }

        return default;
    }

    private string Path(string name) => path.Length == 0 ? name : $"{path}/{name}";
}
