using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Gb28181;

/// <summary>
/// The 20-digit identifier of a device, platform or user (GB/T 28181-2016 annex D, -2022 annex E, rule A):
/// centre code 8, industry 2, type 3, network 1, sequence 6. The default value is empty and belongs to nothing.
/// </summary>
public readonly record struct DeviceId
{
    private readonly string? digits;

    private DeviceId(string digits) => this.digits = digits;

    /// <summary>How many digits an identifier has: 20.</summary>
    public const int Length = 20;

    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsEmpty => digits is null;

    /// <summary>Digits 1-8: the administrative division (GB/T 2260), 2 digits a level; unused levels are 00.</summary>
    public string CentreCode => Part(0, 8);

    /// <summary>The first six digits of the centre code: province, city, county. 430405 is a district of Hengyang.</summary>
    public string CivilCode => Part(0, 6);

    /// <summary>Digits 9-10: the industry. 00-07 are the public security's own kinds of access.</summary>
    public string Industry => Part(8, 2);

    /// <summary>Digits 11-13: what kind of thing it is; see <see cref="DeviceTypes"/>.</summary>
    public int Type => digits is null ? 0 : int.Parse(digits.AsSpan(10, 3), provider: null);

    /// <summary>Digit 14: the network it is on (0-4 the surveillance network, 5 public security, 6 government, 7 internet, 8 social resources, 9 reserved).</summary>
    public int Network => digits is null ? 0 : digits[13] - '0';

    /// <summary>Digits 15-20: the running number.</summary>
    public int Sequence => digits is null ? 0 : int.Parse(digits.AsSpan(14, 6), provider: null);

    /// <summary>The first ten digits: the SIP domain, which is also the realm of the digest.</summary>
    public string Domain => Part(0, 10);

    /// <summary>Reads exactly twenty ASCII digits; blanks around them are stepped over, anything else is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        var trimmed = text?.Trim();
        var whole = trimmed is { Length: Length } && !trimmed.AsSpan().ContainsAnyExceptInRange('0', '9');
        id = whole ? new DeviceId(trimmed!) : default;
        return whole;
    }

    /// <summary>Reads twenty digits. Throws <see cref="FormatException"/> when they are not twenty digits: for settings and constants.</summary>
    public static DeviceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a GB/T 28181 identifier; expected 20 digits.");

    /// <summary>Puts an identifier together. Throws <see cref="ArgumentException"/> when a part does not fit its width.</summary>
    public static DeviceId Create(string centreCode, string industry, int type, int network, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(type);
        ArgumentOutOfRangeException.ThrowIfNegative(network);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        var text = $"{centreCode}{industry}{type:000}{network}{sequence:000000}";
        var fits = centreCode.Length == 8 && industry.Length == 2 && type < 1000 && network < 10 && sequence < 1_000_000;
        return fits && TryParse(text, out var id) ? id : throw new ArgumentException($"'{text}' is not made of parts 8+2+3+1+6 digits wide.", nameof(centreCode));
    }

    /// <summary>The twenty digits; empty for the default value.</summary>
    public override string ToString() => digits ?? "";

    private string Part(int start, int length) => digits?.Substring(start, length) ?? "";
}
