using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>A document with its meaning. What has no type of its own is read as <see cref="OtherMessage"/>.</summary>
/// <param name="Sn">Ties an answer to its question; 1 and up.</param>
/// <param name="DeviceId">The device spoken to or of.</param>
public abstract record ManscdpMessage(long Sn, string DeviceId)
{
    /// <summary>The root element under which it is written.</summary>
    public abstract ManscdpKind Kind { get; }

    /// <summary>CmdType.</summary>
    public abstract string Command { get; }

    /// <summary>
    /// Reads a body; see <see cref="ManscdpDocument.TryRead"/> for errors. A document whose command is known but lacks what
    /// it is about (an alarm without a time, a position without a place) is <see cref="FrameError.BadField"/>.
    /// </summary>
    public static FrameError TryRead(ReadOnlySpan<byte> body, ManscdpLimits limits, out ManscdpMessage? message)
    {
        message = null;
        if (ManscdpDocument.TryRead(body, limits, out var document) is var error and not FrameError.None)
            return error;
        message = ManscdpMessages.From(document!);
        return message is null ? FrameError.BadField : FrameError.None;
    }

    /// <summary>The body, first line and all.</summary>
    public byte[] Write(ManscdpEncoding encoding)
    {
        var root = new XElement(Kind.ToString()).Put("CmdType", Command).Put("SN", Sn).Put("DeviceID", DeviceId);
        Fill(root);
        return ManscdpText.Write(root, encoding);
    }

    /// <summary>Adds what this message says beyond command, number and device, in the order of annex A.</summary>
    private protected abstract void Fill(XElement root);
}

/// <summary>A command this library has no type for (ConfigDownload, PresetQuery, Broadcast, a maker's own): kept, never refused.</summary>
/// <param name="Document">All of it.</param>
public sealed record OtherMessage(ManscdpDocument Document) : ManscdpMessage(Document.Sn, Document.DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => Document.Kind;

    /// <inheritdoc/>
    public override string Command => Document.Command;

    private protected override void Fill(XElement root)
    {
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "CmdType", "SN", "DeviceID" };
        root.Add(Document.Root.Elements().Where(element => !written.Contains(element.Name.LocalName)));
    }
}

/// <summary>Which type a document is read as.</summary>
internal static class ManscdpMessages
{
    public static ManscdpMessage? From(ManscdpDocument document) => document.Command.ToUpperInvariant() switch
    {
        // Devices put it under Query, too; nothing else is called so.
        "KEEPALIVE" => Keepalive.From(document),
        "CATALOG" => CatalogMessages.From(document),
        "DEVICEINFO" => document.Kind == ManscdpKind.Response ? DeviceInfo.From(document) : Query(document, ManscdpCommands.DeviceInfo),
        "DEVICESTATUS" => document.Kind == ManscdpKind.Response ? DeviceStatus.From(document) : Query(document, ManscdpCommands.DeviceStatus),
        "RECORDINFO" => document.Kind == ManscdpKind.Response ? RecordInfo.From(document) : RecordInfoQuery.From(document),
        "ALARM" => AlarmMessages.From(document),
        "MOBILEPOSITION" => document.Kind switch
        {
            ManscdpKind.Query => MobilePositionQuery.From(document),
            ManscdpKind.Response => Result.From(document),
            _ => MobilePosition.From(document),
        },
        "DEVICECONTROL" => document.Kind == ManscdpKind.Response ? Result.From(document) : DeviceControl.From(document),
        _ => new OtherMessage(document),
    };

    private static DeviceQuery? Query(ManscdpDocument document, string command) =>
        document.Kind == ManscdpKind.Query ? new DeviceQuery(document.Sn, document.DeviceId, command) : null;
}
