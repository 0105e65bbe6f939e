using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SmartCity.Contracts.Tests.Federation;

/// <summary>Envelopes of every shape that may travel, and how two are compared.</summary>
internal static class Envelopes
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Word = Gen.Elements("430481", "430400", "drills/d1", "environment.limit-exceeded.v1", "耒阳市", "a", "😀/1", new string('x', 300), "\"<&>\\");

    private static readonly Gen<long> Number = Gen.Frequency((3, Gen.Choose(0, 300).Select(number => (long)number)), (1, Gen.Elements(long.MaxValue, int.MaxValue, 127, 128, 16383, 16384)));

    private static readonly Gen<DateTimeOffset> Time =
        from seconds in Gen.Choose(-2_000_000_000, 2_000_000_000)
        from micros in Gen.Choose(0, 999_999)
        from minutes in Gen.Elements(0, 480, -570, 840, -840)
        select DateTimeOffset.FromUnixTimeSeconds(seconds).AddMicroseconds(micros).ToOffset(TimeSpan.FromMinutes(minutes));

    private static readonly Gen<(string ContentType, byte[] Data)> Data = Gen.OneOf(
        Gen.Elements("{}", "[1,2.50]", """{"a": "耒阳 + \u0041"}""", "null").Select(text => (EventEnvelope.Json, Encoding.UTF8.GetBytes(text))),
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Select(bytes => ("application/octet-stream", bytes)));

    public static readonly Gen<EventEnvelope> One =
        from words in Word.ArrayOf(4)
        from optional in Gen.OneOf(Gen.Constant<string?>(null), Word.Select(word => (string?)word)).ArrayOf(5)
        from numbers in Number.ArrayOf(3)
        from times in Time.ArrayOf(2)
        from left in Gen.Choose(-1, 2_000_000_000)
        from recovered in Gen.Elements(true, false)
        from data in Data
        select new EventEnvelope
        {
            Lane = Lane.Normal,
            Position = Math.Max(1, numbers[0]),
            Type = words[0], Subject = words[1], Division = words[2], Origin = words[3],
            Epoch = numbers[1], OriginPosition = numbers[2],
            Time = times[0], RecordedTime = times[1].ToUniversalTime(),
            Audience = optional[0], TraceParent = optional[1], CorrelationId = optional[2], CausationId = optional[3], Hops = optional[4],
            ValidUntil = left < 0 ? null : Now.AddMilliseconds(left),
            Recovered = recovered, ContentType = data.ContentType, Data = data.Data,
        };

    public static readonly Gen<EventEnvelope[]> Batch = One.ArrayOf();

    /// <summary>Everything that makes an event, as one text.</summary>
    public static string Text(EventEnvelope e) =>
        $"{e.Lane}|{e.Position}|{e.Type}|{e.Subject}|{e.Division}|{e.Time:O}|{e.RecordedTime:O}|{e.Origin}|{e.Epoch}|{e.OriginPosition}|{e.Audience}|{e.ValidUntil:O}|{e.TraceParent}|{e.CorrelationId}|{e.CausationId}|{e.ContentType}|{e.Hops}|{e.Recovered}|{Convert.ToHexString(e.Data.Span)}";
}
