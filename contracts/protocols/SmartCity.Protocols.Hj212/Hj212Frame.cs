using System.Text;

namespace SmartCity.Protocols.Hj212;

/// <summary>
/// One frame, read in place: a view of the caller's buffer, valid as long as that is. <see cref="ToPacket"/> makes a
/// record to keep. Field names are those of HJ 212-2017 table 4.
/// </summary>
public readonly ref struct Hj212Frame
{
    /// <summary>The segment: everything the check covers.</summary>
    public ReadOnlySpan<byte> Segment { get; internal init; }

    /// <summary>Identity of the exchange, from the header or (2005) from CP; empty when missing.</summary>
    public ReadOnlySpan<byte> Qn { get; internal init; }

    /// <summary>System code, normally two digits (22 air quality, 32 water source, 91 acknowledgements).</summary>
    public ReadOnlySpan<byte> St { get; internal init; }

    /// <summary>Command code 0..9999, see <see cref="Hj212Cn"/>.</summary>
    public int Cn { get; internal init; }

    /// <summary>Access password as sent. Never log it.</summary>
    public ReadOnlySpan<byte> Pw { get; internal init; }

    /// <summary>The device: 24 hexadecimal digits in 2017, 14 characters in 2005, 1..32 accepted.</summary>
    public ReadOnlySpan<byte> Mn { get; internal init; }

    /// <summary>Flag as a number, null when missing.</summary>
    public byte? Flag { get; internal init; }

    /// <summary>Number of parts, 0 when not split.</summary>
    public int Pnum { get; internal init; }

    /// <summary>Number of this part from 1, 0 when not split.</summary>
    public int Pno { get; internal init; }

    /// <summary>What stands between the two <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Cp { get; internal init; }

    /// <summary>The length the frame declared.</summary>
    public int DeclaredLength { get; internal init; }

    /// <summary>The check that matched: Standard or Modbus.</summary>
    public Hj212CrcVariant Crc { get; internal init; }

    /// <summary>What the frame does otherwise than the standard says.</summary>
    public Hj212Deviations Deviations { get; internal init; }

    /// <summary>The edition its Flag tells.</summary>
    public Hj212Edition Edition => (Flag ?? 0) >> 2 is <= 2 and int version ? (Hj212Edition)version : Hj212Edition.Unknown;

    /// <summary>Bit A of Flag: the sender waits for an answer.</summary>
    public bool WantsAnswer => (Flag & 1) == 1;

    /// <summary>The frame is one part of several.</summary>
    public bool IsSplit => Pnum > 0 && Pno > 0;

    /// <summary>The items of CP in order.</summary>
    public Hj212Items Items => new(Cp);

    /// <summary>The time in QN, Beijing zone; null when missing or no time. A device's clock may be wild.</summary>
    public DateTimeOffset? QnTime => Hj212Time.Parse(Qn);

    /// <summary>DataTime of CP, Beijing zone: start of the period, or the instant of sampling; null when missing or no time.</summary>
    public DateTimeOffset? DataTime => Items.TryGet("DataTime"u8, out ReadOnlySpan<byte> digits) ? Hj212Time.Parse(digits) : null;

    /// <summary>A copy to keep.</summary>
    public Hj212Packet ToPacket() => new(
        Qn.IsEmpty ? null : Encoding.ASCII.GetString(Qn), Encoding.ASCII.GetString(St), Cn, Encoding.ASCII.GetString(Pw),
        Encoding.ASCII.GetString(Mn), Flag, ChineseText.Decode(Cp), Pnum, Pno);
}
