using System.Net;
using SmartCity.Protocols.Gb20999;
using SmartCity.Simulators.Gb20999;

namespace SmartCity.Simulators.Tests.Gb20999;

public class SignalControllerTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 7, 59, 0, TimeSpan.FromHours(8));
    private static readonly FrameHeader Query = new(0x0102, 1, 1, 0, 9, FrameType.Query);

    private static SignalControllerOptions Options(int seed) => new()
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, 5051), Seed = seed,
        MeanTimeBetweenFaults = TimeSpan.FromMinutes(10), MeanTimeBetweenAlarms = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void The_same_seed_gives_the_same_hour_and_another_seed_another()
    {
        Assert.Equal(Hour(7), Hour(7));
        Assert.NotEqual(Hour(7), Hour(8));
    }

    [Fact]
    public void An_hour_brings_stages_counts_faults_alarms_and_heartbeats()
    {
        var kinds = Hour(7).Select(message => (message.Header.Type, message.Values.FirstOrDefault()?.Address.Class)).ToHashSet();
        Assert.Superset(new HashSet<(FrameType, byte?)>
        {
            (FrameType.Report, 13), (FrameType.Report, 14), (FrameType.Report, 15), (FrameType.Report, 16), (FrameType.HeartbeatQuery, null),
        }, kinds);
    }

    [Fact]
    public void Every_attribute_of_the_standard_that_has_a_row_here_answers()
    {
        var controller = new SignalController(Options(1));
        controller.Raise(FaultType.RedLamp, FaultAction.None);
        controller.Raise(AlarmType.Lamp, AlarmValue.Voltage);
        controller.Tick(Morning);
        foreach (ObjectDefinition definition in ObjectCatalogue.All.Where(d => d.Address.Class != 8 || !d.IsTable))
        {
            var address = definition.Address with { Element = (byte)(definition.IsTable ? 1 : 0) };
            SignalMessage answer = Assert.Single(controller.Answer(SignalMessage.Of(Query, (address, default)), Morning));
            Assert.Equal((FrameType.QueryAnswer, address), (answer.Header.Type, Assert.Single(answer.Values).Address));
        }
    }

    [Fact]
    public void Traffic_has_its_peaks_in_the_morning_and_in_the_evening() =>
        Assert.True(Flow(8) > Flow(13) && Flow(18) > Flow(13) && Flow(13) > 4 * Flow(3), $"{Flow(3)} {Flow(8)} {Flow(13)} {Flow(18)}");

    [Theory]
    [InlineData(0, 1, 0, 29)]
    [InlineData(28, 1, 28, 1)]
    [InlineData(29, 2, 0, 31)]
    [InlineData(119, 4, 30, 1)]
    [InlineData(120, 1, 0, 29)]
    public void A_plan_stands_where_the_clock_says(int second, int stage, int elapsed, int remaining)
    {
        StageMoment moment = SignalPlan.FourStages.At(TimeSpan.FromSeconds(second));
        Assert.Equal((stage, elapsed, remaining), (moment.Stage.Number, moment.Elapsed, moment.Remaining));
    }

    private static List<SignalMessage> Hour(int seed)
    {
        var controller = new SignalController(Options(seed));
        return [.. Enumerable.Range(0, 3600).SelectMany(second => controller.Tick(Morning.AddSeconds(second)))];
    }

    private static int Flow(int hour)
    {
        var controller = new SignalController(Options(3) with { FlowPeriod = TimeSpan.FromMinutes(15) });
        DateTimeOffset start = new(2026, 11, 23, hour, 0, 0, TimeSpan.FromHours(8));
        controller.Tick(start);
        return controller.Tick(start.AddMinutes(15)).SelectMany(message => message.Values)
            .Where(value => value.Address is { Class: 14, Object: 2, Attribute: 2 }).Sum(value => value.Value[0] * 256 + value.Value[1]);
    }
}
