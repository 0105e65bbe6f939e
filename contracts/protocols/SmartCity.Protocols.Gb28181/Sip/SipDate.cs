using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// The Date header of a REGISTER's 200, from which devices set their clocks (GB/T 28181-2016 and -2022 9.10):
/// <c>yyyy-MM-ddTHH:mm:ss.SSS</c> in local Beijing time without a zone.
/// </summary>
public static class SipDate
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff";

    private static readonly string[] Forms = [Form, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>China Standard Time, the zone of every time without one in this standard: +08:00 the year round.</summary>
    public static TimeSpan Beijing { get; } = TimeSpan.FromHours(8);

    /// <summary>As written on the wire.</summary>
    public static string Write(DateTimeOffset instant) => instant.ToOffset(Beijing).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads the form of this standard and that of RFC 3261 (<c>Sat, 13 Nov 2010 23:29:00 GMT</c>); null when it is neither.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var local))
            return new DateTimeOffset(local, Beijing);
        var international = DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        return international ? instant : null;
    }
}
