using System.Text;
using SmartCity.Protocols.Gb28181.Sdp;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class SdpTests
{
    private const string Playback =
        "v=0\r\no=43040000002000000001 0 0 IN IP4 192.0.2.1\r\ns=Playback\r\nu=43040500001320000001:0\r\nc=IN IP4 192.0.2.1\r\nt=1498173736 1498174066\r\n" +
        "m=video 10122 TCP/RTP/AVP 96 98 97\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\na=setup:passive\r\na=connection:new\r\ny=1400000025\r\nf=v/2/4///a///\r\n";

    [Fact]
    public void A_playback_description_reads_and_is_written_back()
    {
        Assert.Equal(FrameError.None, SdpSession.TryRead(Encoding.ASCII.GetBytes(Playback), out var session));
        Assert.Equal(("43040000002000000001", "192.0.2.1", "Playback", "43040500001320000001:0"), (session!.Username, session.Address, session.Name, session.Uri));
        Assert.Equal((1498173736, 1498174066), (session.Start, session.Stop));
        var media = Assert.Single(session.Media);
        Assert.Equal(("video", 10122, "TCP/RTP/AVP"), (media.Kind, media.Port, media.Protocol));
        Assert.Equal(["96", "98", "97"], media.Formats);
        Assert.True(Ssrc.TryParse(session.Ssrc, out var ssrc));
        Assert.Equal((true, "40000", 25), (ssrc.IsRecorded, ssrc.Domain, ssrc.Number));
        Assert.True(MediaParameters.TryParse(session.Parameters, out var parameters));
        Assert.Equal(("2", "4", "", ""), (parameters.VideoCodec, parameters.Resolution, parameters.FrameRate, parameters.AudioCodec));
        Assert.Equal(Playback, session.ToString());
    }

    [Fact]
    public void Line_feeds_alone_and_unknown_lines_are_read() =>
        Assert.Equal(FrameError.None, SdpSession.TryRead("v=0\no=1 0 0 IN IP4 10.0.0.1\ns=Play\nb=AS:1\nq=?\nnonsense\nt=0 0\nm=video 1 RTP/AVP 96"u8, out _));

    [Theory]
    [InlineData("", FrameError.BadHeader)]
    [InlineData("v=1\r\no=1 0 0 IN IP4 1.1.1.1\r\ns=Play", FrameError.BadHeader)]
    [InlineData("v=0\r\no=1 0 0\r\ns=Play", FrameError.BadField)]
    [InlineData("v=0\r\no=1 0 0 IN IP4 1.1.1.1\r\ns=Play\r\nm=video 65536 RTP/AVP 96", FrameError.BadField)]
    [InlineData("v=0\r\no=1 0 0 IN IP4 1.1.1.1\r\ns=Play\r\nt=-1 x", FrameError.BadField)]
    public void What_is_malformed_is_named(string text, FrameError expected) =>
        Assert.Equal(expected, SdpSession.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void A_description_cut_or_bent_anywhere_never_throws()
    {
        var body = Encoding.ASCII.GetBytes(Playback);
        for (var at = 0; at < body.Length; at++)
        {
            _ = SdpSession.TryRead(body.AsSpan(0, at), out _);
            for (var bit = 0; bit < 8; bit++)
            {
                body[at] ^= (byte)(1 << bit);
                var error = SdpSession.TryRead(body, out var session);
                Assert.Equal(error == FrameError.None, session is not null);
                body[at] ^= (byte)(1 << bit);
            }
        }
    }
}
