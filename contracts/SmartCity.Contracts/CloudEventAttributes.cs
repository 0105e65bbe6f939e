using System.Globalization;

namespace SmartCity.Contracts;

/// <summary>Reads an event's attributes under their CloudEvents names, wherever they stand: members of a JSON object, headers of a request.</summary>
/// <param name="attribute">The attribute of a name in its canonical text; null when it is not there.</param>
internal readonly struct CloudEventAttributes(Func<string, string?> attribute)
{
    /// <summary>Makes the event.</summary>
    /// <param name="lane">The lane it belongs in.</param>
    /// <param name="now">When it was received: validity counts from here.</param>
    /// <param name="data">Its data.</param>
    /// <exception cref="FormatException">An attribute is missing or is not what its name promises.</exception>
    public EventEnvelope Read(Lane lane, DateTimeOffset now, ReadOnlyMemory<byte> data) => new()
    {
        Lane = lane,
        Position = attribute("position") is null ? 0 : Number("position"),
        Type = Required("type"),
        Subject = Required("subject"),
        Division = Required("division"),
        Time = Time("time"),
        RecordedTime = Time("recordedtime"),
        Origin = Required("origin"),
        Epoch = Number("epoch", NumberStyles.HexNumber),
        OriginPosition = Number("originposition"),
        Audience = attribute("audience"),
        ValidUntil = attribute("validforms") is not null ? now.AddMilliseconds(Math.Clamp(Number("validforms"), 0, 1L << 40)) : attribute("validuntil") is not null ? Time("validuntil") : null,
        TraceParent = attribute("traceparent"),
        CorrelationId = attribute("correlationid"),
        CausationId = attribute("causationid"),
        ContentType = attribute("datacontenttype") ?? EventEnvelope.Json,
        Hops = attribute("hops"),
        Recovered = attribute("recovered") == "true",
        Data = data,
    };

    public string Required(string name) => attribute(name) ?? throw new FormatException($"{name} is missing");

    private long Number(string name, NumberStyles style = NumberStyles.None) =>
        long.TryParse(Required(name), style, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} is not a number");

    private DateTimeOffset Time(string name) =>
        DateTimeOffset.TryParse(Required(name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && HasOffset(Required(name))
            ? time : throw new FormatException($"{name} is not a time with offset (RFC 3339)");

    // A time without an offset would be read in this machine's zone: Z, or a sign six characters before the end.
    private static bool HasOffset(string time) => time.EndsWith('Z') || time.Length > 6 && time[^6] is ('+' or '-');
}
