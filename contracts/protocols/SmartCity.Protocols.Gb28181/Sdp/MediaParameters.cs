using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Gb28181.Sdp;

/// <summary>
/// The value of f= (GB/T 28181-2016 annex F, -2022 annex G): <c>v/codec/resolution/frame rate/rate type/bit rate a/codec/bit rate/sample rate</c>.
/// Each is a code or a number as sent, and empty when the sender leaves it open.
/// </summary>
/// <param name="VideoCodec">1 MPEG-4, 2 H.264, 3 SVAC, 4 3GP, 5 H.265 (2022).</param>
/// <param name="Resolution">1 QCIF, 2 CIF, 3 4CIF, 4 D1, 5 720P, 6 1080P; 2022 also <c>widthxheight</c>.</param>
/// <param name="FrameRate">0-99 frames a second.</param>
/// <param name="RateType">1 constant, 2 variable.</param>
/// <param name="VideoBitRate">Kilobits a second.</param>
/// <param name="AudioCodec">1 G.711, 2 G.723.1, 3 G.729, 4 G.722.1.</param>
/// <param name="AudioBitRate">A code: 1 5.3, 2 6.3, 3 8, 4 16, 5 24, 6 32, 7 48, 8 64 kilobits a second.</param>
/// <param name="SampleRate">A code: 1 8, 2 14, 3 16, 4 32 kHz.</param>
public sealed record MediaParameters(
    string VideoCodec, string Resolution, string FrameRate, string RateType, string VideoBitRate, string AudioCodec, string AudioBitRate, string SampleRate)
{
    /// <summary>Reads the value; <c>v/////a///</c> leaves everything open.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaParameters? parameters)
    {
        parameters = null;
        var audio = text?.IndexOf("a/", StringComparison.Ordinal) ?? -1;
        if (audio < 0 || !text!.StartsWith("v/", StringComparison.Ordinal))
            return false;
        var video = text[2..audio].Split('/');
        var sound = text[(audio + 2)..].Split('/');
        if (video.Length != 5 || sound.Length != 3)
            return false;
        parameters = new(video[0], video[1], video[2], video[3], video[4], sound[0], sound[1], sound[2]);
        return true;
    }

    /// <summary>As written on the wire.</summary>
    public override string ToString() => $"v/{VideoCodec}/{Resolution}/{FrameRate}/{RateType}/{VideoBitRate}a/{AudioCodec}/{AudioBitRate}/{SampleRate}";
}
