using System.Globalization;

namespace SmartCity.Alarms.Duty;

/// <summary>The days of a shift, as a duty list writes them.</summary>
internal static class DutyDays
{
    public const string Expected = "daily（每日）、1-5（周一至周五）、2026-11-25 或 2026-11-25..2026-11-30 daily, weekdays (1 is Monday), a date, or dates";
    private const string Daily = "daily";

    /// <summary>The days in their one form; null when the text names none.</summary>
    public static string? Normalise(string text) => text switch
    {
        "daily" or "每日" or "每天" or "*" => Daily,
        [>= '1' and <= '7'] => $"{text}-{text}",
        [>= '1' and <= '7' and var first, '-', >= '1' and <= '7' and var last] when first <= last => text,
        _ when Date(text) is not null => text,
        _ when text.Split("..") is [var from, var to] && Date(from) is { } begin && Date(to) is { } end && begin <= end => text,
        _ => null,
    };

    /// <summary>Whether a day is one of them.</summary>
    public static bool Holds(string days, DateOnly day) => days switch
    {
        Daily => true,
        [var first, '-', var last] => Weekday(day) is var weekday && weekday >= first - '0' && weekday <= last - '0',
        { Length: 10 } => Date(days) == day,
        _ => days.Split("..") is [var from, var to] && Date(from) <= day && day <= Date(to),
    };

    private static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
