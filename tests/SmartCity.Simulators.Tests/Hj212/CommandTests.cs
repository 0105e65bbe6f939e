using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Readings;
using static SmartCity.Simulators.Tests.Hj212.RunningStation;

namespace SmartCity.Simulators.Tests.Hj212;

public sealed class CommandTests : IAsyncLifetime
{
    private const string Qn = "20261122080005123";
    private readonly TinyHost _host = new();
    private readonly RunningStation _running;

    public CommandTests() => _running = new RunningStation(_host.Port);

    public async ValueTask InitializeAsync() => await UntilAsync(() => _running.Station.IsConnected);

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_reading_request_is_acknowledged_answered_and_its_end_reported()
    {
        List<Hj212Packet> clock = await _host.AskAsync(_running.Peer.ReadClock(Qn, "a34004"));
        Assert.Equal([9011, 1011, 9012], clock.Select(packet => packet.Cn));
        Assert.Equal(("20261122080005", "a34004", "1"), (clock[1].Value("SystemTime"), clock[1].Value("PolId"), clock[2].Value("ExeRtn")));
        Assert.All(clock, packet => Assert.Equal(Qn, packet.Qn));
        List<Hj212Packet> serial = await _host.AskAsync(_running.Peer.ReadInstrumentSerial(Qn, "a34004"));
        Assert.Equal([9011, 3019, 9012], serial.Select(packet => packet.Cn));
        Assert.Equal(24, serial[1].Value("a34004-SN")!.Length);
    }

    [Fact]
    public async Task What_the_host_sets_it_reads_back()
    {
        Assert.Equal("1", await Result(_running.Peer.SetRealtimeInterval(Qn, 60)));
        Assert.Equal("60", (await _host.AskAsync(_running.Peer.ReadRealtimeInterval(Qn)))[1].Value("RtdInterval"));
        Assert.Equal("1", await Result(_running.Peer.SetMinuteInterval(Qn, 15)));
        Assert.Equal("15", (await _host.AskAsync(_running.Peer.ReadMinuteInterval(Qn)))[1].Value("MinInterval"));
        Assert.Equal("1", await Result(_running.Peer.SetClock(Qn, Start.AddDays(-1))));
        Assert.Equal("20261121080005", (await _host.AskAsync(_running.Peer.ReadClock(Qn)))[1].Value("SystemTime"));
    }

    [Fact]
    public async Task A_value_out_of_its_range_changes_nothing_and_is_reported()
    {
        Assert.Equal("3", await Result(_running.Peer.SetRealtimeInterval(Qn, 29)));
        Assert.Equal("3", await Result(_running.Peer.SetMinuteInterval(Qn, 7)));
        Assert.Equal("3", await Result(_running.Peer.SetTimeouts(Qn, 0, 3)));
        Assert.Equal("3", await Result(_running.Peer.SetPassword(Qn, "short")));
        Assert.Equal("3600", (await _host.AskAsync(_running.Peer.ReadRealtimeInterval(Qn)))[1].Value("RtdInterval"));
        Assert.Equal("30", (await _host.AskAsync(_running.Peer.ReadMinuteInterval(Qn)))[1].Value("MinInterval"));
    }

    [Fact]
    public async Task A_new_password_counts_from_the_next_exchange_and_the_old_one_is_refused()
    {
        Assert.Equal("1", await Result(_running.Peer.SetPassword(Qn, "654321")));
        Hj212Packet refusal = Assert.Single(await _host.AskAsync(_running.Peer.ReadClock(Qn)));
        Assert.Equal("3", refusal.Value("QnRtn"));
        Assert.Equal(3, (await _host.AskAsync((_running.Peer with { Pw = "654321" }).ReadClock(Qn))).Count);
    }

    [Fact]
    public async Task A_command_it_does_not_know_and_an_MN_that_is_not_its_own_are_refused()
    {
        Assert.Equal("8", Assert.Single(await _host.AskAsync(_running.Peer.Compose(3888, Qn, "", wantsAnswer: true))).Value("QnRtn"));
        Assert.Equal("4", Assert.Single(await _host.AskAsync((_running.Peer with { Mn = "OTHER" }).ReadClock(Qn))).Value("QnRtn"));
    }

    [Fact]
    public async Task Real_time_data_stop_and_start_at_the_host_s_word()
    {
        Assert.Equal(9013, Assert.Single(await _host.AskAsync(_running.Peer.StopRealtime(Qn))).Cn);
        List<Hj212Packet> started = await _host.AskAsync(_running.Peer.ReadRealtime(Qn));
        Assert.Equal([9011, 2011, 9012], started.Select(packet => packet.Cn));
        Assert.Equal(8, Hj212Readings.Read(started[1]).Measurements.Count);
    }

    [Fact]
    public async Task An_hour_withheld_comes_when_the_host_asks_for_it()
    {
        DateTimeOffset eight = Start.AddSeconds(-5), nine = eight.AddHours(1);
        _running.Station.Withhold(eight, nine);
        _running.Station.Force("a34004", 333, TimeSpan.FromHours(1));
        _running.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("20261122090000", (await _host.NextAsync(Hj212Cn.Hour)).Value("DataTime"));
        await UntilAsync(() => _running.Station.Queued == 0);
        List<Hj212Packet> answers = await _host.AskAsync(_running.Peer.ReadHours(Qn, eight, eight));
        Assert.Equal([9011, 2061, 9012], answers.Select(packet => packet.Cn));
        Assert.Equal(("20261122080000", 333m), (answers[1].Value("DataTime"), Hj212Readings.Read(answers[1]).Of("a34004")!.Max));
    }

    [Fact]
    public async Task Back_fill_says_what_the_upload_said()
    {
        _running.Time.Advance(TimeSpan.FromHours(1));
        Hj212Packet uploaded = await _host.NextAsync(Hj212Cn.Hour);
        await UntilAsync(() => _running.Station.Queued == 0);
        DateTimeOffset eight = Start.AddSeconds(-5);
        List<Hj212Packet> hours = await _host.AskAsync(_running.Peer.ReadHours(Qn, eight.AddHours(-2), eight.AddHours(5)));
        Assert.Equal(["20261122060000", "20261122070000", "20261122080000"], hours[1..^1].Select(packet => packet.Value("DataTime")));
        Assert.Equal(uploaded.Cp, hours[^2].Cp);
        Assert.Equal(2, (await _host.AskAsync(_running.Peer.ReadMinutes(Qn, eight, eight.AddMinutes(30)))).Count(packet => packet.Cn == 2051));
        Assert.Equal("20261121000000", (await _host.AskAsync(_running.Peer.ReadDays(Qn, eight.AddDays(-1).AddHours(-8), eight)))[1].Value("DataTime"));
        Assert.Equal("100", await Result(_running.Peer.ReadHours(Qn, eight.AddDays(1), eight.AddDays(2))));
    }

    private async Task<string?> Result(Hj212Packet request) => (await _host.AskAsync(request))[^1].Value("ExeRtn");
}
