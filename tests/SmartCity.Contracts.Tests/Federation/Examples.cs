using System.Text;

namespace SmartCity.Contracts.Tests.Federation;

/// <summary>The two events of the examples in docs/protocol/federation.md.</summary>
internal static class Examples
{
    /// <summary>When the example batch is written.</summary>
    public static readonly DateTimeOffset Sent = new(2026, 11, 23, 0, 0, 2, TimeSpan.Zero);

    public static EventEnvelope First { get; } = new()
    {
        Position = 42,
        Lane = Lane.Alarm,
        Type = "platform.alarm-drilled.v1",
        Subject = "drills/d1",
        Division = "430481",
        Time = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)),
        RecordedTime = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(1500),
        Origin = "430481",
        Epoch = 0x1a2b3c,
        OriginPosition = 42,
        Data = Encoding.UTF8.GetBytes("""{"drillId":"d1","number":1,"callerId":"值班","division":"430481","at":"2026-11-23T08:00:00+08:00"}"""),
    };

    public static EventEnvelope Second { get; } = First with
    {
        Position = 44,
        OriginPosition = 44,
        Time = First.Time.AddSeconds(1),
        RecordedTime = First.RecordedTime.AddSeconds(1),
        Audience = "430400",
        ValidUntil = Sent.AddSeconds(90),
        CorrelationId = First.Id,
        CausationId = First.Id,
        Data = Encoding.UTF8.GetBytes("""{"drillId":"d1","number":2,"callerId":"值班","division":"430481","at":"2026-11-23T08:00:01+08:00"}"""),
    };

    public static IReadOnlyList<EventEnvelope> Batch { get; } = [First, Second];
}
