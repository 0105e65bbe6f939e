using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The command sequence: number and method (RFC 3261 20.16).</summary>
/// <param name="Number">The number, below 2^31.</param>
/// <param name="Method">The method, upper case by rule.</param>
public readonly record struct CSeq(uint Number, string Method)
{
    /// <summary>Reads the header's value.</summary>
    public static bool TryParse(string? text, out CSeq sequence)
    {
        sequence = default;
        var parts = text?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not { Length: 2 } || !uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        sequence = new CSeq(number, parts[1]);
        return number <= int.MaxValue;
    }

    /// <summary>As written on the wire.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
