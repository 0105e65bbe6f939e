namespace SmartCity.Contracts;

/// <summary>
/// An event as it stands in a log and travels: the attributes of CloudEvents 1.0 and our extensions around its data.
/// The identity for ever is (<see cref="Origin"/>, <see cref="Epoch"/>, <see cref="OriginPosition"/>).
/// </summary>
public sealed record EventEnvelope
{
    /// <summary>The largest data an event may carry, in bytes.</summary>
    public const int MaxDataBytes = 256 * 1024;

    /// <summary>The content type of <see cref="Data"/> unless another is named.</summary>
    public const string Json = "application/json";

    /// <summary>Place in the log it was read from; 0 before it is appended. Rises within a lane, unique in the node, not dense.</summary>
    public long Position { get; init; }

    /// <summary>Urgency class.</summary>
    public required Lane Lane { get; init; }

    /// <summary>Type name, <c>area.event-name.vN</c>. CloudEvents <c>type</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The thing it happened to, and the ordering key. CloudEvents <c>subject</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>GB/T 2260 code of the division it belongs to. Extension <c>division</c>.</summary>
    public required string Division { get; init; }

    /// <summary>When it happened. CloudEvents <c>time</c>.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When its home node wrote it down. Extension <c>recordedtime</c>.</summary>
    public DateTimeOffset RecordedTime { get; init; }

    /// <summary>Id of the node where it happened. Extension <c>origin</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Epoch of the origin's log. Extension <c>epoch</c>.</summary>
    public long Epoch { get; init; }

    /// <summary>Position in the origin's log. Extension <c>originposition</c>.</summary>
    public long OriginPosition { get; init; }

    /// <summary>Id of the node it is addressed to; null for everybody. Extension <c>audience</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>After this instant a command is refused instead of done. Extension <c>validuntil</c>.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>W3C trace context. Extension <c>traceparent</c>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Id of the event that began the story this one belongs to. Extension <c>correlationid</c>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Id of the event that this one answers. Extension <c>causationid</c>.</summary>
    public string? CausationId { get; init; }

    /// <summary>Media type of <see cref="Data"/>. CloudEvents <c>datacontenttype</c>.</summary>
    public string ContentType { get; init; } = Json;

    /// <summary>The data exactly as written, at most <see cref="MaxDataBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Nodes it has passed, oldest first, joined by a comma; null at home. Stops loops. Extension <c>hops</c>.</summary>
    public string? Hops { get; init; }

    /// <summary>Taken back from a peer after its home was restored: history, not acted on again. Extension <c>recovered</c>.</summary>
    public bool Recovered { get; init; }

    /// <summary>CloudEvents <c>id</c>: the identity in one word, <c>origin.epoch.position</c>, the numbers in hexadecimal.</summary>
    public string Id => FormatId(Origin, Epoch, OriginPosition);

    /// <summary>CloudEvents <c>source</c>: <c>/origin/area</c>.</summary>
    public string Source => $"/{Origin}/{Type.AsSpan(0, Math.Max(0, Type.IndexOf('.')))}";

    /// <summary>Writes an identity as a CloudEvents id.</summary>
    public static string FormatId(string origin, long epoch, long position) => $"{origin}.{epoch:x}.{position:x}";

    /// <summary>Reads a CloudEvents id of ours; false when it is not one.</summary>
    public static bool TryParseId(string id, out string origin, out long epoch, out long position)
    {
        (origin, epoch, position) = ("", 0, 0);
        var last = id.LastIndexOf('.');
        var first = last > 0 ? id.LastIndexOf('.', last - 1) : -1;
        if (first <= 0)
            return false;
        origin = id[..first];
        return long.TryParse(id.AsSpan(first + 1, last - first - 1), System.Globalization.NumberStyles.HexNumber, null, out epoch)
            && long.TryParse(id.AsSpan(last + 1), System.Globalization.NumberStyles.HexNumber, null, out position);
    }
}
