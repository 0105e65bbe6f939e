using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sdp;

/// <summary>
/// The ten digits of y= (GB/T 28181-2016 annex F, -2022 annex G): kind 1 (0 live, 1 recorded), digits 4-8 of the platform's
/// domain, running number 4. As a number it is the SSRC of the RTP stream.
/// </summary>
/// <param name="IsRecorded">Whether the first digit is 1.</param>
/// <param name="Domain">Five digits.</param>
/// <param name="Number">0-9999, unique in the domain at one time.</param>
public readonly record struct Ssrc(bool IsRecorded, string Domain, int Number)
{
    /// <summary>For a platform: takes digits 4-8 of its identifier.</summary>
    public static Ssrc For(DeviceId platform, bool isRecorded, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 9999);
        return new(isRecorded, platform.ToString().Substring(3, 5), number);
    }

    /// <summary>Reads ten digits of which the first is 0 or 1.</summary>
    public static bool TryParse(string? text, out Ssrc ssrc)
    {
        ssrc = default;
        if (text is not { Length: 10 } || text[0] is not ('0' or '1') || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;
        ssrc = new(text[0] == '1', text.Substring(1, 5), int.Parse(text.AsSpan(6), CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>As the stream carries it.</summary>
    public uint ToRtp() => uint.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>The ten digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsRecorded ? 1 : 0)}{Domain ?? "00000"}{Number:0000}");
}
