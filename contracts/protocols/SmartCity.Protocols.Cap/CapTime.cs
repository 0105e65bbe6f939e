using System.Globalization;

namespace SmartCity.Protocols.Cap;

/// <summary>
/// Times of CAP 1.2 §3.3.2: date, T, time to the second, numeric zone; never Z, and -00:00 for UTC. The Chinese profile
/// puts a blank in place of T.
/// </summary>
public static class CapTime
{
    private static readonly string[] Strict = ["yyyy-MM-ddTHH:mm:sszzz"];
    private static readonly string[] Lenient = [.. from separator in new[] { "'T'", "' '" }
                                                   from time in new[] { "HH:mm:ss", "HH:mm:ss.FFFFFFF", "HH:mm" }
                                                   from zone in new[] { "zzz", "'Z'", "zz", "" }
                                                   select $"yyyy-MM-dd{separator}{time}{zone}"];

    /// <summary>Writes a time; fractions of a second are dropped, fractions of a minute in the offset cannot occur.</summary>
    public static string Write(DateTimeOffset time, char separator = 'T')
    {
        string zone = time.Offset == TimeSpan.Zero ? "-00:00" : time.ToString("zzz", CultureInfo.InvariantCulture);
        return time.ToString($"yyyy-MM-dd'{separator}'HH:mm:ss", CultureInfo.InvariantCulture) + zone;
    }

    /// <summary>Reads a time in the standard's form or one of those met instead.</summary>
    /// <param name="text">The text.</param>
    /// <param name="assumed">Zone of a time without one; null: such a time is none.</param>
    /// <param name="time">The time.</param>
    /// <param name="isStandard">Whether it had the standard's form.</param>
    public static bool TryRead(string text, TimeSpan? assumed, out DateTimeOffset time, out bool isStandard)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
        isStandard = DateTimeOffset.TryParseExact(text, Strict, CultureInfo.InvariantCulture, styles, out time);
        if (isStandard)
        {
            return true;
        }

        if (!DateTimeOffset.TryParseExact(text, Lenient, CultureInfo.InvariantCulture, styles, out time))
        {
            return false;
        }

        bool hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 9;
        time = hasZone || assumed is not { } offset ? time : Shift(time, offset);
        return hasZone || assumed is not null;
    }

    /// <summary>The same wall clock at another offset; kept as it is at the ends of time.</summary>
    private static DateTimeOffset Shift(DateTimeOffset time, TimeSpan offset)
    {
        long utc = time.DateTime.Ticks - offset.Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? time : new DateTimeOffset(time.DateTime, offset);
    }
}
