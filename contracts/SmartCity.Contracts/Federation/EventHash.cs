using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace SmartCity.Contracts.Federation;

/// <summary>
/// The 128-bit fingerprint of an event by which two nodes compare what they hold: XxHash128 over its id, type and subject,
/// each ended by a zero byte, and its data. Sums of fingerprints wrap around at 2¹²⁸ and do not depend on the order.
/// </summary>
public static class EventHash
{
    /// <summary>The fingerprint of an event.</summary>
    public static UInt128 Of(EventEnvelope envelope)
    {
        var hash = new XxHash128();
        Text(hash, envelope.Id);
        Text(hash, envelope.Type);
        Text(hash, envelope.Subject);
        hash.Append(envelope.Data.Span);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>A fingerprint or a sum of them in 32 hexadecimal digits.</summary>
    public static string Format(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Reads 32 hexadecimal digits; zero when they are not.</summary>
    public static UInt128 Parse(string text) => UInt128.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hash) ? hash : 0;

    private static void Text(XxHash128 hash, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (text.Length * 3 < bytes.Length)
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            bytes[length] = 0;
            hash.Append(bytes[..(length + 1)]);
        }
        else
            hash.Append(Encoding.UTF8.GetBytes(text + '\0'));
    }
}
