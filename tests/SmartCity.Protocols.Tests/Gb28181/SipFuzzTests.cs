using System.Text;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Tests.Fuzz;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class SipFuzzTests
{
    private static readonly SipLimits Limits = new() { HeaderBytes = 1024, BodyBytes = 2048, HeaderCount = 32 };

    private static readonly byte[][] Frames = [Keepalive(), Answer(), Invite()];

    private static FrameFuzz Fuzz => new("gb28181", Read, Frames, maxFrameBytes: 1024 + 2048, maxAllocatedBytes: 256 * 1024);

    [Fact]
    public void A_stream_reads_whole_messages() => Fuzz.Whole();

    [Fact]
    public void A_cut_message_is_incomplete_at_every_byte() => Fuzz.CutAtEveryByte();

    [Fact]
    public void A_bent_byte_costs_no_later_message() => Fuzz.EveryByteBent();

    [Fact]
    public void Random_input_is_survived() => Fuzz.RandomInput();

    [Fact]
    public void A_datagram_cut_or_bent_anywhere_is_named_or_read_and_never_throws()
    {
        foreach (var frame in Frames)
        {
            for (var at = 0; at < frame.Length; at++)
            {
                Touch(frame.AsSpan(0, at));
                for (var bit = 0; bit < 8; bit++)
                {
                    frame[at] ^= (byte)(1 << bit);
                    Touch(frame);
                    frame[at] ^= (byte)(1 << bit);
                }
            }
        }
        static void Touch(ReadOnlySpan<byte> datagram)
        {
            if (SipReader.TryReadDatagram(datagram, Limits, out var message) == FrameError.None)
                TouchEverything(message!);
        }
    }

    private static FrameError Read(ReadOnlySpan<byte> input, out int consumed)
    {
        var error = SipReader.TryRead(input, Limits, out var message, out consumed);
        if (message is not null)
            TouchEverything(message);
        return error;
    }

    private static void TouchEverything(SipMessage message)
    {
        // Whatever is read can be written, and an answer to it.
        _ = SipWriter.Write(message);
        if (message is SipRequest request)
            _ = SipWriter.Write(SipReply.To(request, 200, "OK", "tag"));
        _ = (message.From?.ToString(), message.To?.ToString(), message.TopVia?.ToString(), message.Sequence.ToString());
        _ = DigestCredentials.TryParse(message.Headers[SipHeaderNames.Authorization], out _);
        _ = MediaSubject.TryParse(message.Headers[SipHeaderNames.Subject], out _);
        if (message.HasContent(ManscdpCommands.ContentType) && ManscdpMessage.TryRead(message.Body.Span, ManscdpLimits.Default, out var document) == FrameError.None)
            _ = document!.Write(ManscdpEncoding.Gb18030);
        if (message.HasContent(SdpSession.ContentType))
            _ = SdpSession.TryRead(message.Body.Span, out _);
    }

    private static byte[] Keepalive()
    {
        var request = Party.Request(SipMethods.Message, Platform, "558@192.0.2.10", 20, "35", "z9hG4bK771");
        request.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        request.Body = new Keepalive(43, Party.Id, "OK", []).Write(ManscdpEncoding.Gb2312);
        return SipWriter.Write(request);
    }

    private static byte[] Answer()
    {
        var response = SipReply.To(Party.Request(SipMethods.Register, Platform, "1-1@127.0.0.1", 1, "1", "z9hG4bK-1-3"), 401, "Unauthorized", "9");
        response.Headers.Add(SipHeaderNames.WwwAuthenticate, new DigestChallenge("4304000000", "abc123").ToString());
        return SipWriter.Write(response);
    }

    private static byte[] Invite()
    {
        var request = Party.Request(SipMethods.Invite, Platform, "inv", 3, "1", "z9hG4bK-i");
        request.Headers.Add(SipHeaderNames.ContentType, SdpSession.ContentType);
        request.Body = Encoding.ASCII.GetBytes("v=0\r\no=1 0 0 IN IP4 192.0.2.1\r\ns=Play\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=video 6000 RTP/AVP 96\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\ny=0100000001");
        return SipWriter.Write(request);
    }

    private static SipParty Party => new("43040500001320000001", "4304000000", "192.0.2.10", 5060, "TCP");

    private static SipUri Platform => new("43040000002000000001", "4304000000");
}
