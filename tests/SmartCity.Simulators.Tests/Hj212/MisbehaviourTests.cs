using SmartCity.Protocols;
using SmartCity.Protocols.Hj212;
using SmartCity.Simulators.Hj212;
using static SmartCity.Simulators.Tests.Hj212.RunningStation;

namespace SmartCity.Simulators.Tests.Hj212;

public sealed class MisbehaviourTests
{
    [Theory]
    [InlineData(Hj212Misbehaviour.WrongCrc, FrameError.BadChecksum)]
    [InlineData(Hj212Misbehaviour.ModbusCrc, FrameError.BadChecksum)]
    [InlineData(Hj212Misbehaviour.HalfFrame, FrameError.BadChecksum)]
    [InlineData(Hj212Misbehaviour.Junk, FrameError.Junk)]
    public async Task A_bent_upload_is_seen_as_what_it_is_and_the_good_one_behind_it_arrives(Hj212Misbehaviour misbehaviour, FrameError expected)
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port, options => options with { OverTime = TimeSpan.FromSeconds(5) });
        await UntilAsync(() => running.Station.IsConnected);
        running.Station.Misbehave(misbehaviour);
        running.Station.UploadNow();
        await running.MoveUntilAsync(() => running.Station.Acknowledged == 1, TimeSpan.FromSeconds(1));
        Assert.Equal(expected, (await host.NextAsync()).Error);
        Assert.Equal(Hj212Cn.Realtime, (await host.NextAsync()).Packet.Cn);
    }

    [Fact]
    public async Task A_Modbus_station_is_read_by_a_host_that_is_set_so()
    {
        await using var host = new TinyHost { Crc = Hj212CrcVariant.Modbus };
        await using var running = new RunningStation(host.Port, options => options with { Crc = Hj212CrcVariant.Modbus });
        running.Station.UploadNow();
        Assert.True((await host.NextAsync()).Deviations.HasFlag(Hj212Deviations.ModbusCrc));
        await UntilAsync(() => running.Station.Acknowledged == 1);
    }

    [Fact]
    public async Task A_length_six_too_great_is_accepted_and_named()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        running.Station.Misbehave(Hj212Misbehaviour.LengthPlusSix);
        running.Station.UploadNow();
        Assert.Equal(Hj212Deviations.WrongLength, (await host.NextAsync()).Deviations);
    }

    [Fact]
    public async Task A_duplicate_is_the_same_packet_twice()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        running.Station.Misbehave(Hj212Misbehaviour.Duplicate);
        running.Station.UploadNow();
        Assert.Equal((await host.NextAsync()).Packet, (await host.NextAsync()).Packet);
    }

    [Fact]
    public async Task Parts_have_a_QN_each_are_acknowledged_each_and_make_the_whole()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        running.Station.SplitNext();
        running.Station.UploadNow();
        var assembler = new Hj212Assembler(8, TimeSpan.FromMinutes(1));
        var qns = new HashSet<string?>();
        Hj212Packet? whole = null;
        while (whole is null)
        {
            Hj212Packet part = await host.NextAsync(Hj212Cn.Realtime);
            Assert.True(part.IsSplit);
            qns.Add(part.Qn);
            assembler.Add(part, Start, out whole);
        }

        await UntilAsync(() => running.Station.Acknowledged == qns.Count);
        Assert.True(qns.Count >= 2);
        Assert.Equal(8, Protocols.Hj212.Readings.Hj212Readings.Read(whole).Measurements.Count);
    }

    [Fact]
    public async Task A_wild_clock_shows_in_QN_until_the_host_sets_it()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        await UntilAsync(() => running.Station.IsConnected);
        running.Station.SetWildClock(DateTimeOffset.UnixEpoch);
        running.Station.UploadNow();
        Assert.StartsWith("19700101080000", (await host.NextAsync(Hj212Cn.Realtime)).Qn);
        await host.AskAsync(running.Peer.SetClock("20261122080005123", Start));
        Assert.Equal(Start, running.Station.Clock);
        running.Station.UploadNow();
        Assert.StartsWith("20261122080005", (await host.NextAsync(Hj212Cn.Realtime)).Qn);
    }

    [Fact]
    public async Task A_silent_station_sends_nothing_until_its_silence_is_over()
    {
        await using var host = new TinyHost();
        await using var running = new RunningStation(host.Port);
        await UntilAsync(() => running.Station.IsConnected);
        running.Station.FallSilent(TimeSpan.FromMinutes(1));
        running.Station.UploadNow();
        await host.SendAsync(running.Peer.ReadClock("20261122080005123"));
        await Task.Delay(200);
        Assert.False(host.Seen.TryPeek(out _));
        Assert.True(running.Station.IsConnected);
        running.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Hj212Cn.Realtime, (await host.NextAsync()).Packet.Cn);
    }

    [Fact]
    public void The_same_seed_measures_the_same_day_and_another_seed_another()
    {
        Hj212SimulatedFactor pm25 = Hj212SimulatedFactor.Air[0];
        double[] Day(int seed) => [.. Enumerable.Range(0, 24).Select(hour => pm25.At(Start.AddHours(hour - 8), seed))];
        Assert.Equal(Day(1), Day(1));
        Assert.NotEqual(Day(1), Day(2));
        Assert.All(Day(1), value => Assert.InRange(value, pm25.Mean - pm25.Swing - pm25.Noise, pm25.Mean + pm25.Swing + pm25.Noise));
        Assert.True(Day(1)[8] > Day(1)[20], "the morning peak is above the evening");
    }
}
