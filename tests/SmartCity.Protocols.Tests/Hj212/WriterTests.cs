using SmartCity.Protocols.Hj212;
using static SmartCity.Protocols.Tests.Hj212.Hj212Wire;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class WriterTests
{
    private const string Qn = "20160801085857223";
    private static readonly Hj212Peer Peer = new("010000A8900016F000169DC0", "123456", "32", Hj212Edition.Edition2017);
    private static readonly DateTimeOffset Time = new(2016, 8, 1, 8, 58, 57, TimeSpan.FromHours(8));

    [Fact]
    public void Every_packet_a_host_or_a_station_composes_is_one_of_the_standard_s_examples()
    {
        DateTimeOffset hour = new(2016, 8, 1, 8, 0, 0, TimeSpan.FromHours(8)), day = hour.AddHours(-8);
        Hj212Packet[] packets =
        [
            Peer.SetTimeouts(Qn, 5, 3), Peer.AcknowledgeRequest(Qn, Hj212RequestReturn.Ready),
            Peer.ReportExecution(Qn, Hj212ExecutionReturn.Succeeded), Peer.AcknowledgeNotification(Qn), Peer.AcknowledgeData(Qn),
            Peer.ReadClock(Qn, "w01018"), Peer.SetClock(Qn, Time, "w01018"), Peer.ReadRealtimeInterval(Qn), Peer.SetPassword(Qn, "654321"),
            Peer.ReadMinuteInterval(Qn), Peer.SetMinuteInterval(Qn, 10), Peer.ReadRealtime(Qn), Peer.StopRealtime(Qn),
            Peer.SetRealtimeInterval(Qn, 30), Peer.ReadMinutes(Qn, hour.AddMinutes(40), hour.AddMinutes(40)), Peer.ReadHours(Qn, hour, hour),
            Peer.ReadDays(Qn, day, day), Peer.ReadInstrumentSerial(Qn, "w01018"), Peer.ReadSiteInformation(Qn, "w01018", "i12001"),
        ];
        HashSet<string> standard = [.. Samples.Read("hj212_standard_appendixC.txt").Select(sample => sample.Line + "\r\n")];
        Assert.All(packets, packet => Assert.Contains(System.Text.Encoding.ASCII.GetString(Hj212Writer.Write(packet)!), standard));
    }

    [Fact]
    public void Answers_to_a_2005_device_name_the_exchange_in_CP()
    {
        Hj212Peer old = Peer with { Mn = "ABCDEFG1234567", Edition = Hj212Edition.Edition2005 };
        Assert.Contains("##0076ST=91;CN=9013;PW=123456;MN=ABCDEFG1234567;Flag=0;CP=&&QN=20170516010101001&&",
            System.Text.Encoding.ASCII.GetString(Hj212Writer.Write(old.AcknowledgeNotification("20170516010101001"))!));
        Assert.Equal("QN=1;QnRtn=3", old.AcknowledgeRequest("1", Hj212RequestReturn.WrongPw).Cp);
    }

    [Theory]
    [InlineData("12;4", "A1", "")]
    [InlineData("123456", "A1;CN=9999", "")]
    [InlineData("123456", "", "")]
    [InlineData("123456", "A1", "a=1&&0000\r\n")]
    [InlineData("123456", "A1", "a=&&")]
    [InlineData("123456", "A1", "a=1\n")]
    [InlineData("123456", "A1", "##0001")]
    public void A_value_that_would_break_the_framing_is_not_written(string pw, string mn, string cp) =>
        Assert.Null(Hj212Writer.Write(new Hj212Packet(Qn, "32", 2011, pw, mn, 5, cp)));

    [Fact]
    public void A_segment_longer_than_the_standard_s_1024_bytes_is_not_written()
    {
        Hj212Packet packet = Peer.Compose(2011, Qn, "", wantsAnswer: true);
        int head = Hj212Writer.Write(packet)!.Length - Hj212Codec.FrameOverheadBytes;
        Assert.NotNull(Hj212Writer.Write(packet with { Cp = new string('x', 1024 - head) }));
        Assert.Null(Hj212Writer.Write(packet with { Cp = new string('x', 1025 - head) }));
        Assert.Null(Hj212Writer.Write(packet with { Cp = new string('x', 9000) }));
    }

    [Fact]
    public void A_destination_too_small_by_any_number_of_bytes_is_told_and_not_overrun()
    {
        Hj212Packet packet = Peer.ReadRealtime(Qn);
        int needed = Hj212Writer.Write(packet)!.Length;
        byte[] room = new byte[needed];
        for (int size = 0; size < needed; size++)
        {
            Assert.False(Hj212Writer.TryWrite(packet, room.AsSpan(0, size), out int written));
            Assert.Equal(0, written);
        }

        Assert.True(Hj212Writer.TryWrite(packet, room, out int whole));
        Assert.Equal(needed, whole);
    }

    [Fact]
    public void The_password_stays_out_of_what_is_printed()
    {
        Hj212Peer secret = Peer with { Pw = "s3cr3t" };
        Assert.DoesNotContain("s3cr3t", secret.ToString());
        Assert.DoesNotContain("s3cr3t", secret.ReadRealtime(Qn).ToString());
    }
}
