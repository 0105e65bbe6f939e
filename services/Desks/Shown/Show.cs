using System.Globalization;

namespace SmartCity.Desks.Shown;

/// <summary>How times and quantities are written on pages. Hengyang keeps Beijing time, without summer time.</summary>
public static class Show
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary><c>2026-11-25 22:10:05</c>, Beijing time; a dash for none.</summary>
    public static string Time(DateTimeOffset? time) => time?.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "—";

    /// <summary><c>11-25 22:10</c>: for lists, where the year goes without saying.</summary>
    public static string Short(DateTimeOffset? time) => time?.ToOffset(Beijing).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "—";

    /// <summary>A time on the axis of a chart: charts count in UTC, so that Beijing time stands on them wherever the browser is.</summary>
    public static long OnAxis(DateTimeOffset time) => (time + Beijing).ToUnixTimeMilliseconds();

    /// <summary>In Beijing time.</summary>
    public static DateTimeOffset Local(DateTimeOffset time) => time.ToOffset(Beijing);

    /// <summary><c>3 分钟</c>, <c>2 小时 5 分</c>, <c>4 天</c>.</summary>
    public static string Span(TimeSpan span, Language language)
    {
        var past = span.Duration();
        var (zh, en) = past switch
        {
            { TotalSeconds: < 60 } => ($"{(int)past.TotalSeconds} 秒", $"{(int)past.TotalSeconds} s"),
            { TotalMinutes: < 60 } => ($"{(int)past.TotalMinutes} 分钟", $"{(int)past.TotalMinutes} min"),
            { TotalHours: < 48 } => ($"{(int)past.TotalHours} 小时 {past.Minutes} 分", $"{(int)past.TotalHours} h {past.Minutes} min"),
            _ => ($"{(int)past.TotalDays} 天", $"{(int)past.TotalDays} d"),
        };
        return language == Language.English ? en : zh;
    }

    /// <summary>A number with separators of thousands.</summary>
    public static string Number(double? value, int decimals = 0) => value?.ToString("N" + decimals, CultureInfo.InvariantCulture) ?? "—";

    /// <summary>Bytes as people say them.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => "—",
        < 1024 => $"{bytes} B",
        < 1 << 20 => $"{(bytes.Value / 1024d).ToString("0.#", CultureInfo.InvariantCulture)} KiB",
        < 1 << 30 => $"{(bytes.Value / 1048576d).ToString("0.#", CultureInfo.InvariantCulture)} MiB",
        _ => $"{(bytes.Value / 1073741824d).ToString("0.#", CultureInfo.InvariantCulture)} GiB",
    };

    /// <summary>The class of a tone in the style sheet.</summary>
    public static string Class(Tone tone) => tone switch
    {
        Tone.Good => "tone-good",
        Tone.Notice => "tone-notice",
        Tone.Warning => "tone-warning",
        Tone.Alarm => "tone-alarm",
        Tone.Unknown => "tone-unknown",
        _ => "tone-neutral",
    };
}
