using System.Text;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class SampleTests
{
    private const string Camera = "43040500001320000001";

    [Fact]
    public void The_challenge_reads_with_its_realm_and_nonce()
    {
        // The sample shows the lines that matter and leaves Via, From, To, Call-ID and CSeq out: they are put back here.
        var text = Encoding.UTF8.GetString(Gb28181Samples.Message("A1", 0)).Replace("\r\n\r\n", "\r\n" + Common("2 REGISTER"), StringComparison.Ordinal);
        var response = Assert.IsType<SipResponse>(Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(401, response.Status);
        Assert.Equal(DigestError.None, DigestChallenge.TryParse(response.Headers[SipHeaderNames.WwwAuthenticate], out var challenge));
        Assert.Equal(("4304000000", "abc123", DigestAlgorithm.Md5, false), (challenge!.Realm, challenge.Nonce, challenge.Algorithm, challenge.OffersAuth));
    }

    [Fact]
    public void The_registration_sipp_sent_reads_and_its_digest_is_right()
    {
        var request = Assert.IsType<SipRequest>(Read(Gb28181Samples.Message("A1", 1)));
        Assert.Equal(("REGISTER", "sip:43040000002000000001@4304000000"), (request.Method, request.RequestUri));
        Assert.Equal((Camera, "4304000000", "1"), (request.From!.Uri.User, request.From.Uri.Host, request.From.Tag));
        Assert.Equal(("UDP", "127.0.0.1", 15072, "z9hG4bK-1-3"), (request.TopVia!.Transport, request.TopVia.Host, request.TopVia.Port, request.TopVia.Branch));
        Assert.Equal(new CSeq(2, "REGISTER"), request.Sequence);
        Assert.Equal("3600", request.Headers[SipHeaderNames.Expires]);

        Assert.Equal(DigestError.None, DigestCredentials.TryParse(request.Headers[SipHeaderNames.Authorization], out var credentials));
        var secret = DigestSecret.FromPassword(DigestAlgorithm.Md5, Camera, "4304000000", "12345678");
        Assert.NotEqual(request.RequestUri, credentials!.Uri);
        Assert.Equal(DigestResponse.Compute(credentials, secret, "REGISTER"), credentials.Response);
    }

    [Fact]
    public void The_registration_is_written_back_as_it_was_read()
    {
        var bytes = Gb28181Samples.Message("A1", 1);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(SipWriter.Write(Read(bytes))));
    }

    [Fact]
    public void The_date_of_the_answer_is_Beijing_time()
    {
        var line = Encoding.UTF8.GetString(Gb28181Samples.Message("A1", 2)).Split("\r\n").Single(one => one.StartsWith("Date:", StringComparison.Ordinal));
        var date = SipDate.Read(line["Date:".Length..].Trim());
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 3, 18, 0, TimeSpan.Zero), date);
        Assert.Equal(line["Date:".Length..].Trim(), SipDate.Write(date!.Value));
    }

    [Fact]
    public void A_catalogue_declared_GB2312_and_sent_as_UTF8_keeps_its_name()
    {
        var page = Assert.IsType<CatalogPage>(Document(Encoding.UTF8.GetBytes(Gb28181Samples.Section("A2"))));
        Assert.Equal((17430, "34020000001320000001", 1), (page.Sn, page.DeviceId, page.SumNum));
        var item = Assert.Single(page.Items);
        Assert.Equal(("34020000001320000101", "模拟设备1-通道1", "IPC", "340200", "ON", 0), (item.DeviceId, item.Name, item.Manufacturer, item.CivilCode, item.Status, item.Parental));
    }

    [Fact]
    public void The_same_catalogue_sent_as_GB18030_reads_the_same()
    {
        var text = Gb28181Samples.Section("A2");
        Assert.Equivalent(Document(Encoding.UTF8.GetBytes(text)), Document(ChineseText.Gb18030.GetBytes(text)));
    }

    [Fact]
    public void A_keepalive_reads_with_its_faulty_channel_and_is_written_back()
    {
        var sample = Gb28181Samples.Section("B1");
        var split = sample.IndexOf("\n\n", StringComparison.Ordinal);
        var body = sample[(split + 2)..] + "\n";
        var head = sample[..split].Replace("(bytes)", Encoding.UTF8.GetByteCount(body).ToString(), StringComparison.Ordinal);
        var request = Assert.IsType<SipRequest>(Read(Encoding.UTF8.GetBytes(head + "\n\n" + body)));
        Assert.True(request.HasContent("application/manscdp+XML"));

        var keepalive = Assert.IsType<Keepalive>(Document(request.Body.ToArray()));
        Assert.Equal((43, Camera, "OK"), (keepalive.Sn, keepalive.DeviceId, keepalive.Status));
        Assert.Equal(["43040500001310000002"], keepalive.FaultyDevices);
        SameText(body, keepalive);
    }

    [Fact]
    public void A_catalogue_query_reads_and_is_written_back()
    {
        var query = Assert.IsType<CatalogQuery>(Document("B2"));
        Assert.Equal((17430, Camera), (query.Sn, query.DeviceId));
        SameText(Gb28181Samples.Section("B2"), query);
    }

    [Fact]
    public void An_alarm_reads_and_is_written_back()
    {
        var alarm = Assert.IsType<AlarmNotify>(Document("B3"));
        Assert.Equal(new AlarmNotify(1, "43040500001340000001", 4, AlarmMethods.Device, new DateTime(2026, 11, 22, 11, 11, 11), "IO alarm", 112.5722, 26.893, 2), alarm);
        // 112.572200 is written 112.5722: the figures are the same, the zeros have no form of their own.
        SameText(Gb28181Samples.Section("B3").Replace("112.572200", "112.5722", StringComparison.Ordinal).Replace("26.893000", "26.893", StringComparison.Ordinal), alarm);
    }

    [Fact]
    public void The_answer_to_an_alarm_reads_and_is_written_back()
    {
        var result = Assert.IsType<Result>(Document("B4"));
        Assert.Equal((1, "43040500001340000001", "Alarm", true), (result.Sn, result.DeviceId, result.Answered, result.IsOk));
        SameText(Gb28181Samples.Section("B4"), result);
    }

    [Fact]
    public void A_position_subscription_reads_and_is_written_back()
    {
        var query = Assert.IsType<MobilePositionQuery>(Document("B5"));
        Assert.Equal(new MobilePositionQuery(248, "43040500001320000009", 5), query);
        SameText(Gb28181Samples.Section("B5"), query);
    }

    [Fact]
    public void A_position_reads_and_is_written_back()
    {
        var position = Assert.IsType<MobilePosition>(Document("B6"));
        Assert.Equal(new MobilePosition(249, "43040500001320000009", new DateTime(2026, 11, 22, 11, 11, 11), 112.5722, 26.893, 32.5, 90, 80), position);
        SameText(Gb28181Samples.Section("B6").Replace("112.572200", "112.5722", StringComparison.Ordinal).Replace("26.893000", "26.893", StringComparison.Ordinal), position);
    }

    private static void SameText(string sample, ManscdpMessage message) =>
        Assert.Equal(Joined(sample), Joined(ChineseText.Decode(message.Write(ManscdpEncoding.Gb2312))));

    /// <summary>Which elements stand on one line has no meaning.</summary>
    private static string Joined(string text) => System.Text.RegularExpressions.Regex.Replace(text.Trim(), @">\s+<", "><");

    private static ManscdpMessage Document(string heading) => Document(Encoding.UTF8.GetBytes(Gb28181Samples.Section(heading)));

    private static ManscdpMessage Document(byte[] body)
    {
        Assert.Equal(FrameError.None, ManscdpMessage.TryRead(body, ManscdpLimits.Default, out var message));
        return message!;
    }

    private static SipMessage Read(byte[] bytes)
    {
        Assert.Equal(FrameError.None, SipReader.TryReadDatagram(bytes, SipLimits.Default, out var message));
        return message!;
    }

    private static string Common(string sequence) =>
        $"Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\nFrom: <sip:{Camera}@4304000000>;tag=1\r\nTo: <sip:{Camera}@4304000000>\r\nCall-ID: 1\r\nCSeq: {sequence}\r\n\r\n";
}
