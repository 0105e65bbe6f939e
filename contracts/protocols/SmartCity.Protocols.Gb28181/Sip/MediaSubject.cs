using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// The Subject of an INVITE for media (GB/T 28181-2016 annex K, -2022 9.2): <c>sender:stream,receiver:stream</c>. The sender's
/// stream number begins with 0 for live and 1 for recorded media.
/// </summary>
/// <param name="Sender">Who sends the media: the camera's identifier.</param>
/// <param name="SenderStream">The sender's stream number, up to 20 characters; usually the SSRC.</param>
/// <param name="Receiver">Who takes the media.</param>
/// <param name="ReceiverStream">The receiver's stream number, unique there at one time.</param>
public sealed record MediaSubject(string Sender, string SenderStream, string Receiver, string ReceiverStream)
{
    /// <summary>Reads the header's value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaSubject? subject)
    {
        subject = null;
        var sides = text?.Split(',', StringSplitOptions.TrimEntries);
        if (sides is not { Length: 2 })
            return false;
        var sender = sides[0].Split(':', StringSplitOptions.TrimEntries);
        var receiver = sides[1].Split(':', StringSplitOptions.TrimEntries);
        if (sender.Length != 2 || receiver.Length != 2)
            return false;
        subject = new MediaSubject(sender[0], sender[1], receiver[0], receiver[1]);
        return true;
    }

    /// <summary>As written on the wire.</summary>
    public override string ToString() => $"{Sender}:{SenderStream},{Receiver}:{ReceiverStream}";
}
