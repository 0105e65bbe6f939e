using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Readings;
using SmartCity.Simulators.Hj212;
using static SmartCity.Simulators.Tests.Hj212.RunningStation;

namespace SmartCity.Simulators.Tests.Hj212;

public sealed class UploadTests
{
    [Fact]
    public async Task A_station_announces_its_start_uploads_and_is_acknowledged()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port, options => options with { AnnouncesRestart = true });
        Assert.Equal("20261122080005", (await host.NextAsync(Hj212Cn.Restarted)).Value("RestartTime"));
        running.Station.UploadNow();
        Hj212DataSet set = Hj212Readings.Read(await host.NextAsync(Hj212Cn.Realtime));
        Assert.Equal(Start, set.DataTime);
        Assert.Equal(Hj212SimulatedFactor.Air.Select(factor => factor.Code), set.Measurements.Select(measurement => measurement.Code));
        Assert.All(set.Measurements, measurement => Assert.Equal(Hj212DataFlag.Normal, measurement.Flag));
        await UntilAsync(() => running.Station.Acknowledged == 2);
        Assert.Equal((0, 0L), (running.Station.Queued, running.Station.Repeated));
    }

    [Theory]
    [InlineData(Hj212Edition.Edition2005, 1)]
    [InlineData(Hj212Edition.Edition2017, 5)]
    [InlineData(Hj212Edition.Edition2025, 9)]
    public async Task A_station_of_each_edition_is_understood_and_understands_its_acknowledgement(Hj212Edition edition, int flag)
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port, options => options with { Edition = edition, Mn = "ABCDEFG1234567" });
        running.Station.UploadNow();
        Hj212Packet packet = await host.NextAsync(Hj212Cn.Realtime);
        Assert.Equal((edition, (byte)flag), (packet.Edition, packet.Flag!.Value));
        await UntilAsync(() => running.Station.Acknowledged == 1);
    }

    [Fact]
    public async Task The_schedule_uploads_every_kind_of_data_with_the_start_of_its_period()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        await UntilAsync(() => running.Station.IsConnected);
        var times = new Dictionary<int, HashSet<string>>();
        for (int halfHours = 0; halfHours < 33; halfHours++)
        {
            running.Time.Advance(TimeSpan.FromMinutes(30));
            await Task.Delay(20);
        }

        await UntilAsync(() => running.Station.Queued == 0);
        while (host.Seen.TryRead(out Seen? seen))
        {
            (times.TryGetValue(seen.Packet.Cn, out HashSet<string>? of) ? of : times[seen.Packet.Cn] = []).Add(seen.Packet.Value("DataTime")!);
        }

        Assert.Contains("20261122080000", times[Hj212Cn.Minute]);
        Assert.Contains("20261122083000", times[Hj212Cn.Minute]);
        Assert.Equal(33, times[Hj212Cn.Minute].Count);
        Assert.Equal(Enumerable.Range(8, 16).Select(hour => $"20261122{hour:D2}0000"), times[Hj212Cn.Hour].Order());
        Assert.Equal("20261122000000", Assert.Single(times[Hj212Cn.Day]));
        Assert.Contains("20261122090000", times[Hj212Cn.Realtime]);
    }

    [Fact]
    public async Task Without_an_acknowledgement_the_same_upload_is_repeated_as_often_as_1000_told()
    {
        await using var host = new TinyHost(acknowledges: false);
        await using var running = new RunningStation(host.Port);
        await UntilAsync(() => running.Station.IsConnected);
        await host.AskAsync(running.Peer.SetTimeouts("20261122080005001", overTimeSeconds: 7, reCount: 2));
        running.Station.UploadNow();
        await running.MoveUntilAsync(() => running.Station.GivenUp == 1, TimeSpan.FromSeconds(1));
        var seen = new List<Hj212Packet>();
        while (host.Seen.TryRead(out Seen? one))
        {
            seen.Add(one.Packet);
        }

        Assert.Equal(3, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.Equal(2, running.Station.Repeated);
    }

    [Fact]
    public async Task What_is_measured_while_the_line_is_down_is_sent_in_order_when_it_is_up()
    {
        var first = new TinyHost();
        int port = first.Port;
        await using var running = new RunningStation(port);
        await UntilAsync(() => running.Station.IsConnected);
        await first.DisposeAsync();
        await UntilAsync(() => !running.Station.IsConnected);
        for (int i = 0; i < 3; i++)
        {
            running.Station.Force("a34004", 100 + i, TimeSpan.FromDays(1));
            running.Station.UploadNow();
        }

        Assert.Equal(3, running.Station.Queued);
        await using var second = new TinyHost(port);
        await running.MoveUntilAsync(() => running.Station.Acknowledged == 3, TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(100 + i, Hj212Readings.Read(await second.NextAsync(Hj212Cn.Realtime)).Of("a34004")!.Rtd);
        }

        Assert.Equal(2, running.Station.Connections);
    }

    [Fact]
    public async Task An_upload_whose_line_is_lost_before_its_acknowledgement_is_sent_again_on_the_next()
    {
        await using var host = new TinyHost(acknowledges: false);
        await using var running = new RunningStation(host.Port);
        running.Station.UploadNow();
        Hj212Packet before = await host.NextAsync(Hj212Cn.Realtime);
        host.Acknowledges = true;
        host.HangUp();
        await running.MoveUntilAsync(() => running.Station.Acknowledged == 1, TimeSpan.FromSeconds(1));
        Assert.Equal(before, await host.NextAsync(Hj212Cn.Realtime));
    }

    [Fact]
    public async Task A_factor_forced_over_its_limit_is_so_in_every_kind_of_data_and_only_for_that_while()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        await UntilAsync(() => running.Station.IsConnected);
        running.Station.Force("a34004", 500, TimeSpan.FromMinutes(10));
        running.Time.Advance(TimeSpan.FromMinutes(30));
        Hj212Measurement halfHour = Hj212Readings.Read(await host.NextAsync(Hj212Cn.Minute)).Of("a34004")!;
        Assert.Equal(500, halfHour.Max);
        Assert.InRange(halfHour.Avg!.Value, 150, 250);
        Assert.InRange(halfHour.Min!.Value, 0, 100);
    }

    [Fact]
    public async Task Hundreds_of_stations_run_in_one_process_without_a_thread_each()
    {
        await using var host = new TinyHost();
        using var stop = new CancellationTokenSource();
        var stations = Enumerable.Range(0, 400).Select(i => new Hj212Station(
            new() { Port = host.Port, Mn = $"STATION{i:D7}", Seed = i, OverTime = TimeSpan.FromSeconds(60) }, TimeProvider.System)).ToList();
        Task[] runs = [.. stations.Select(station => station.RunAsync(stop.Token))];
        await UntilAsync(() => stations.All(station => station.Acknowledged >= 1));
        Assert.InRange(ThreadPool.ThreadCount, 1, 100);
        await stop.CancelAsync();
        await Task.WhenAll(runs);
    }
}
