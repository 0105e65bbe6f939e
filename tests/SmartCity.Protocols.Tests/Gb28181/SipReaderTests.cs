using System.Text;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class SipReaderTests
{
    private const string Head =
        "MESSAGE sip:43040000002000000001@4304000000 SIP/2.0\r\n" +
        "Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bK771\r\n" +
        "From: <sip:43040500001320000001@4304000000>;tag=35\r\n" +
        "To: <sip:43040000002000000001@4304000000>\r\n" +
        "Call-ID: 558@192.0.2.10\r\n" +
        "CSeq: 20 MESSAGE\r\n";

    [Fact]
    public void Compact_names_folded_lines_and_bare_line_feeds_are_read()
    {
        const string text =
            "MESSAGE sip:a@b SIP/2.0\n" +
            "v: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK771\n" +
            "f: \"摄像机, \\\"1\\\"\" <sip:43040500001320000001@4304000000>\n  ;tag=35\n" +
            "t: sip:a@b\n" +
            "i: 558\n" +
            "cseq:\t20\n MESSAGE\n" +
            "c: application/manscdp+xml ; charset=gb2312\n" +
            "l: 2\n\nokXXX";
        var message = Datagram(text);
        Assert.Equal("摄像机, \"1\"", message.From!.DisplayName);
        Assert.Equal("35", message.From.Tag);
        Assert.Equal(new CSeq(20, "MESSAGE"), message.Sequence);
        Assert.True(message.HasContent("Application/MANSCDP+xml"));
        Assert.Equal("ok", Encoding.ASCII.GetString(message.Body.Span));
    }

    [Fact]
    public void A_display_name_in_GB2312_is_read()
    {
        var bytes = ChineseText.Gb18030.GetBytes(Head.Replace("From: <", "From: 衡阳 <", StringComparison.Ordinal) + "\r\n");
        Assert.Equal(FrameError.None, SipReader.TryReadDatagram(bytes, SipLimits.Default, out var message));
        Assert.Equal("衡阳", message!.From!.DisplayName);
    }

    [Fact]
    public void Without_Content_Length_a_datagram_is_body_to_its_end() =>
        Assert.Equal("<Notify/>", Encoding.ASCII.GetString(Datagram(Head + "\r\n<Notify/>").Body.Span));

    [Fact]
    public void A_datagram_shorter_than_it_says_is_a_bad_length_and_still_can_be_answered()
    {
        var error = SipReader.TryReadDatagram(Encoding.ASCII.GetBytes(Head + "Content-Length: 9\r\n\r\nabc"), SipLimits.Default, out var message);
        Assert.Equal(FrameError.BadLength, error);
        Assert.Equal("558@192.0.2.10", message!.CallId);
    }

    [Theory]
    [InlineData("Call-ID: 558@192.0.2.10\r\n")]
    [InlineData("CSeq: 20 MESSAGE\r\n")]
    [InlineData("To: <sip:43040000002000000001@4304000000>\r\n")]
    [InlineData("From: <sip:43040500001320000001@4304000000>;tag=35\r\n")]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bK771\r\n")]
    public void A_message_without_what_every_message_needs_is_a_bad_header(string missing)
    {
        var bytes = Encoding.ASCII.GetBytes(Head.Replace(missing, "", StringComparison.Ordinal) + "\r\n");
        Assert.Equal(FrameError.BadHeader, SipReader.TryReadDatagram(bytes, SipLimits.Default, out _));
    }

    [Fact]
    public void A_request_whose_CSeq_names_another_method_is_a_bad_header() => Assert.Equal(
        FrameError.BadHeader,
        SipReader.TryReadDatagram(Encoding.ASCII.GetBytes(Head.Replace("20 MESSAGE", "20 NOTIFY", StringComparison.Ordinal) + "\r\n"), SipLimits.Default, out _));

    [Fact]
    public void Line_ends_alone_are_a_keep_alive() =>
        Assert.Equal(FrameError.Junk, SipReader.TryReadDatagram("\r\n\r\n"u8, SipLimits.Default, out _));

    [Fact]
    public void A_stream_gives_its_messages_one_by_one_with_keep_alives_between()
    {
        var one = Encoding.ASCII.GetBytes(Head + "Content-Length: 3\r\n\r\nabc");
        byte[] stream = [.. "\r\n\r\n"u8, .. one, .. "\r\n"u8, .. one];
        Assert.Equal(FrameError.None, SipReader.TryRead(stream, SipLimits.Default, out var first, out var consumed));
        Assert.Equal(("abc", one.Length + 4), (Encoding.ASCII.GetString(first!.Body.Span), consumed));
        Assert.Equal(FrameError.None, SipReader.TryRead(stream.AsSpan(consumed), SipLimits.Default, out _, out var more));
        Assert.Equal(stream.Length, consumed + more);
    }

    [Fact]
    public void Behind_a_message_that_declares_too_little_the_next_is_found_in_the_middle_of_a_line()
    {
        var lying = Encoding.ASCII.GetBytes(Head + "Content-Length: 3\r\n\r\n<Notify>\r\n</Notify>");
        var good = Encoding.ASCII.GetBytes(Head.Replace("558", "559", StringComparison.Ordinal) + "Content-Length: 0\r\n\r\n");
        Assert.Equal(["558@192.0.2.10", "559@192.0.2.10"], CallIds([.. lying, .. good]));
    }

    [Fact]
    public void Rubbish_that_ends_in_capital_letters_costs_no_message()
    {
        var good = Encoding.ASCII.GetBytes(Head + "Content-Length: 0\r\n\r\n");
        foreach (var rubbish in new[] { "X", "\0AB", "MESSAGE", "INVITE sip:", "SIP/2.0 ABC" })
            Assert.Equal(["558@192.0.2.10"], CallIds([.. Encoding.ASCII.GetBytes(rubbish), .. good]));
    }

    [Fact]
    public void A_stream_message_with_a_body_and_no_length_is_a_bad_length()
    {
        var bytes = Encoding.ASCII.GetBytes(Head + "Content-Type: Application/MANSCDP+xml\r\n\r\n<Notify/>");
        Assert.Equal(FrameError.BadLength, SipReader.TryRead(bytes, SipLimits.Default, out _, out var consumed));
        Assert.Equal("<Notify/>", Encoding.ASCII.GetString(bytes.AsSpan(consumed)));
    }

    [Fact]
    public void Headers_and_bodies_beyond_the_limits_are_too_long()
    {
        var limits = new SipLimits { HeaderBytes = 1000, BodyBytes = 100, HeaderCount = 8 };
        Assert.Equal(FrameError.TooLong, Stream(Head + "X: " + new string('x', 2000)));
        Assert.Equal(FrameError.TooLong, Stream(Head + "Content-Length: 101\r\n\r\n"));
        Assert.Equal(FrameError.TooLong, Stream(Head + string.Concat(Enumerable.Repeat("X: 1\r\n", 10)) + "\r\n"));
        Assert.Equal(FrameError.TooLong, SipReader.TryReadDatagram(Encoding.ASCII.GetBytes(Head + "\r\n" + new string('x', 101)), limits, out _));
        FrameError Stream(string text) => SipReader.TryRead(Encoding.ASCII.GetBytes(text), limits, out _, out _);
    }

    [Fact]
    public void A_header_with_a_line_break_is_never_written()
    {
        var request = (SipRequest)Datagram(Head + "\r\n");
        request.Headers["Subject"] = "a\r\nExpires: 0";
        Assert.Throws<ArgumentException>(() => SipWriter.Write(request));
        Assert.Throws<ArgumentException>(() => SipWriter.Write(new SipRequest("MESSAGE", "sip:a@b SIP/2.0\r\nX: 1")));
    }

    [Fact]
    public void Several_Vias_on_one_line_are_told_apart()
    {
        var message = Datagram(Head.Replace("Via: ", "Via: SIP/2.0/TCP proxy;branch=z9hG4bK1, ", StringComparison.Ordinal) + "\r\n");
        Assert.Equal(("TCP", "proxy", "z9hG4bK1"), (message.TopVia!.Transport, message.TopVia.Host, message.TopVia.Branch));
        Assert.Equal(2, message.Headers.List("Via").Count());
    }

    [Fact]
    public void A_reply_repeats_what_it_must_and_tags_To_once()
    {
        var request = (SipRequest)Datagram(Head + "\r\n");
        var reply = SipReply.To(request, 200, "OK", "mine");
        Assert.Equal("mine", reply.To!.Tag);
        Assert.Equal((request.CallId, request.Sequence, request.TopVia), (reply.CallId, reply.Sequence, reply.TopVia));
        Assert.Null(SipReply.To(request, 100, "Trying", "mine").To!.Tag);
    }

    [Fact]
    public void The_place_a_message_came_from_is_written_into_its_Via()
    {
        Assert.True(Via.TryParse("SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1", out var via));
        Assert.Equal("SIP/2.0/UDP 10.0.0.1:5060;rport=40001;branch=z9hG4bK1;received=192.0.2.7", via.ReceivedFrom("192.0.2.7", 40001).ToString());
    }

    [Fact]
    public void A_media_subject_reads_and_is_written_back()
    {
        const string text = "43040500001320000001:0040000001,43040000002000000001:0";
        Assert.True(MediaSubject.TryParse(text, out var subject));
        Assert.Equal(("43040500001320000001", "0040000001"), (subject.Sender, subject.SenderStream));
        Assert.Equal(text, subject.ToString());
    }

    private static List<string> CallIds(byte[] stream)
    {
        var found = new List<string>();
        for (var at = 0; at < stream.Length;)
        {
            var error = SipReader.TryRead(stream.AsSpan(at), SipLimits.Default, out var message, out var consumed);
            if (error == FrameError.Incomplete)
                break;
            at += consumed;
            if (message is not null)
                found.Add(message.CallId);
        }
        return found;
    }

    private static SipMessage Datagram(string text)
    {
        Assert.Equal(FrameError.None, SipReader.TryReadDatagram(Encoding.UTF8.GetBytes(text), SipLimits.Default, out var message));
        return message!;
    }
}
