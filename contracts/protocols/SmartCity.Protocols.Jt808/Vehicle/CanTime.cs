using System.Globalization;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>BCD[5] hh-mm-ss-msms: the last four digits are milliseconds (table 78).</summary>
public static class CanTime
{
    private const string Form = @"hhmmss\0fff";

    /// <summary>The ten digits of a time of day, to the millisecond.</summary>
    /// <param name="time">Beijing time of day.</param>
    public static string Digits(TimeOnly time) => time.ToTimeSpan().ToString(Form, CultureInfo.InvariantCulture);

    internal static TimeOnly? Read(string digits) =>
        TimeSpan.TryParseExact(digits, Form, CultureInfo.InvariantCulture, out TimeSpan time) && time.Days == 0
            ? TimeOnly.FromTimeSpan(time)
            : null;
}
