using System.Globalization;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>Times at the edge: read with an offset or, without one, as Beijing time; always shown as Beijing time.</summary>
internal static class Instants
{
    public const string Zone = "+08:00";

    public const string Expected = "a time such as 2026-11-23T08:00:00+08:00 (a + is written %2B in a query); without an offset Beijing time is meant";

    public static DateTimeOffset Shown(DateTimeOffset time) => time.ToOffset(Hj212Time.Zone);

    public static DateTimeOffset? Shown(DateTimeOffset? time) => time?.ToOffset(Hj212Time.Zone);

    /// <summary>False when there is a text and it is no time.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
            return true;
        // A + that was not encoded arrives as a space.
        text = text.Replace(' ', text.Contains('T') ? '+' : ' ');
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read) && read.Kind == DateTimeKind.Unspecified && read.Year is > 1 and < 9999)
            time = new DateTimeOffset(read, Hj212Time.Zone);
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            time = instant;
        return time is not null;
    }
}
