using System.Globalization;

namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// The terminal's phone number as the header carries it: BCD[6] = 12 digits (2011, 2013, clause 4.4.3) or BCD[10] = 20
/// digits (2019), filled with leading zeros. A value, so that it can be a dictionary key without allocating. Two numbers
/// are equal when their digits are, whatever the number of leading zeros, so that a terminal keeps its identity across
/// editions.
/// </summary>
public readonly record struct TerminalPhone
{
    private TerminalPhone(UInt128 bcd) => Bcd = bcd;

    /// <summary>The digits, one in four bits, right aligned.</summary>
    internal UInt128 Bcd { get; }

    /// <summary>Reads BCD bytes; false when a nibble is not a decimal digit or there are more than 20 digits.</summary>
    /// <param name="bcd">6 or 10 bytes of the header.</param>
    /// <param name="phone">The number; 0 when false is returned.</param>
    public static bool TryRead(ReadOnlySpan<byte> bcd, out TerminalPhone phone)
    {
        phone = default;
        UInt128 digits = 0;
        foreach (byte pair in bcd)
        {
            if (!Bcd2.IsDigits(pair)) return false;
            digits = (digits << 8) | pair;
        }

        phone = new TerminalPhone(digits);
        return bcd.Length <= 10;
    }

    /// <summary>Parses decimal digits, at most 20; false for anything else.</summary>
    /// <param name="digits">For example 13973400001 or 013973400001.</param>
    /// <param name="phone">The number; 0 when false is returned.</param>
    public static bool TryParse(ReadOnlySpan<char> digits, out TerminalPhone phone)
    {
        phone = default;
        if (digits.Length is 0 or > 20 || digits.ContainsAnyExceptInRange('0', '9')) return false;
        phone = new TerminalPhone(UInt128.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Parses decimal digits, at most 20.</summary>
    /// <param name="digits">For example 13973400001.</param>
    /// <exception cref="FormatException">Not 1 to 20 decimal digits.</exception>
    public static TerminalPhone Parse(ReadOnlySpan<char> digits) =>
        TryParse(digits, out TerminalPhone phone) ? phone : throw new FormatException("A terminal phone is 1 to 20 decimal digits.");

    /// <summary>Writes the number right aligned over the whole of <paramref name="destination"/> (6 or 10 bytes).</summary>
    /// <param name="destination">Where the BCD bytes go.</param>
    /// <exception cref="ArgumentException">The number has more digits than fit.</exception>
    public void Write(Span<byte> destination)
    {
        UInt128 rest = Bcd;
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)rest;
            rest >>= 8;
        }

        if (rest != 0) throw new ArgumentException($"Terminal phone {this} does not fit {destination.Length * 2} digits.");
    }

    /// <summary>The digits filled to the width of an edition: 12, or 20 for 2019.</summary>
    /// <param name="edition">The edition whose width is wanted.</param>
    public string ToDigits(Jt808Edition edition) =>
        Bcd.ToString(edition == Jt808Edition.V2019 ? "x20" : "x12", CultureInfo.InvariantCulture);

    /// <summary>The digits without leading zeros: 13973400001.</summary>
    public override string ToString() => Bcd.ToString("x", CultureInfo.InvariantCulture);
}
