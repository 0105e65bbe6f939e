using System.Globalization;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>Part of a day on which is worked, Beijing time from midnight; the end itself is no longer in it. 24:00 ends a day.</summary>
public readonly record struct WorkingSpan(TimeSpan From, TimeSpan To)
{
    public TimeSpan Length => To - From;

    /// <summary>Reads <c>08:00-12:00</c>; false unless both are times of a day and the first is earlier.</summary>
    public static bool TryParse(string? text, out WorkingSpan span)
    {
        span = default;
        if (text?.Split('-') is not [var from, var to] || !TryTime(from, out var start) || !TryTime(to, out var end))
            return false;
        span = new(start, end);
        return start < end;
    }

    public override string ToString() => $"{Write(From)}-{Write(To)}";

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = TimeSpan.FromHours(24);
        return text == "24:00" || TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out time);
    }

    private static string Write(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}");
}
