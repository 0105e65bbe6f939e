using System.Globalization;

namespace SmartCity.Protocols.Hj212;

/// <summary>
/// Times as HJ 212 writes them: digits of Beijing local time, no zone (HJ 212-2017 6.3.2). A clock that is wrong is
/// still a time; only digits that are no time at all are null.
/// </summary>
public static class Hj212Time
{
    /// <summary>Beijing time, the zone of every time in the protocol.</summary>
    public static TimeSpan Zone { get; } = TimeSpan.FromHours(8);

    /// <summary>YYYYMMDDhhmmss, YYYYMMDDhhmmsszzz, or 13 digits of Unix milliseconds; null when it is no time.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> digits) => digits.Length switch
    {
        14 => Calendar(digits, milliseconds: 0),
        17 when Number(digits[14..]) is >= 0 and int ms => Calendar(digits, ms),
        13 when Number(digits[..7]) is >= 0 and int high && Number(digits[7..]) is >= 0 and int low =>
            DateTimeOffset.FromUnixTimeMilliseconds(high * 1_000_000L + low).ToOffset(Zone),
        _ => null,
    };

    /// <summary>YYYYMMDDhhmmss in Beijing time: DataTime, BeginTime, SystemTime.</summary>
    public static string Format(DateTimeOffset time) =>
        time.ToOffset(Zone).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>YYYYMMDDhhmmsszzz in Beijing time: QN, the identity of one exchange.</summary>
    public static string FormatQn(DateTimeOffset time) =>
        time.ToOffset(Zone).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Up to nine decimal digits, or -1.</summary>
    internal static int Number(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is 0 or > 9)
        {
            return -1;
        }

        int number = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            number = number * 10 + (digit - '0');
        }

        return number;
    }

    private static DateTimeOffset? Calendar(ReadOnlySpan<byte> digits, int milliseconds)
    {
        int date = Number(digits[..8]), time = Number(digits[8..14]);
        (int year, int month, int day) = (date / 10000, date / 100 % 100, date % 100);
        (int hour, int minute, int second) = (time / 10000, time / 100 % 100, time % 100);
        bool valid = date > 0 && time >= 0 && year > 0 && month is >= 1 and <= 12 && day >= 1
            && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        if (!valid)
        {
            return null;
        }

        var local = new DateTime(year, month, day, hour, minute, second, milliseconds, DateTimeKind.Unspecified);
        return local.Ticks < Zone.Ticks ? null : new DateTimeOffset(local, Zone);
    }
}
