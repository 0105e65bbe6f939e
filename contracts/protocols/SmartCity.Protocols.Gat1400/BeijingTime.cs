using System.Globalization;

namespace SmartCity.Protocols.Gat1400;

/// <summary>
/// Times of the standard: <c>yyyyMMddHHmmss</c>, Beijing local time without a zone. A device's clock may be wild (1970, next
/// year): what is read is what the device said, and the time of receipt is stored beside it.
/// </summary>
public static class BeijingTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly string[] Forms =
    [
        "yyyyMMddHHmmss", "yyyyMMddHHmmssfff", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy/MM/dd HH:mm:ss", "yyyyMMdd'T'HHmmss",
    ];

    private static readonly string[] ZonedForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"];

    /// <summary>Reads a time as the standard or a device writes it; null when it is none. Without a zone it is Beijing's.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 14 or > 40) return null;
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local.Ticks < Offset.Ticks ? null : new(local, Offset);
        return DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned)
            && zoned.UtcTicks + Offset.Ticks <= DateTime.MaxValue.Ticks
            ? zoned.ToOffset(Offset) : null;
    }

    /// <summary>The standard's form, of whatever zone.</summary>
    public static string Format(DateTimeOffset time) => time.ToOffset(Offset).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
