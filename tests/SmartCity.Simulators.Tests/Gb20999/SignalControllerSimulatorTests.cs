using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb20999;
using SmartCity.Simulators.Gb20999;

namespace SmartCity.Simulators.Tests.Gb20999;

public sealed class SignalControllerSimulatorTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(60));
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)));
    private readonly List<Task> _running = [];

    private static SignalControllerOptions Options => new() { Link = SignalLink.Listen, EndPoint = new IPEndPoint(IPAddress.Loopback, 0), HeartbeatInterval = null };

    [Fact]
    public async Task It_reports_each_stage_as_the_clock_reaches_it()
    {
        await using SignalCentre centre = await StartAsync(Options);
        Assert.Equal(1, await NextStageAsync(centre));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(2, await NextStageAsync(centre));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(3, await NextStageAsync(centre));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(4, await NextStageAsync(centre));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, await NextStageAsync(centre));
    }

    [Fact]
    public async Task A_query_of_attribute_and_element_0_is_answered_with_all_of_them()
    {
        await using SignalCentre centre = await StartAsync(Options);
        _time.Advance(TimeSpan.FromSeconds(24));
        await centre.AskAsync(FrameType.Query, (new DataAddress(3, 3, 0, 0), default), (new DataAddress(6, 3, 4, 1), default));
        SignalMessage answer = await centre.ExpectAsync(message => message.Header.Type == FrameType.QueryAnswer, _stop.Token);
        Assert.Equal(77, answer.Header.Sequence);
        Assert.Equal(
            [LampState.GreenFlashing, LampState.GreenFlashing, .. Enumerable.Repeat(LampState.Red, 6)],
            answer.Values.Take(8).Select(value => (LampState)value.Value[0]));
        Assert.Equal([0, 5], answer.Values[8].Value);
    }

    [Fact]
    public async Task A_stage_the_centre_assigns_is_held_and_released()
    {
        await using SignalCentre centre = await StartAsync(Options);
        Assert.Equal(1, await NextStageAsync(centre));
        await centre.AskAsync(FrameType.Set, (SetOf("AssignedStage", 1), new byte[] { 3 }));
        await centre.ExpectAsync(message => message.Header.Type == FrameType.SetAnswer, _stop.Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        SignalMessage held = await centre.ExpectAsync(message => Stage(message) == 3, _stop.Token);
        Assert.Equal((byte)ControlMode.CentreManual, held.Values[1].Value[0]);
        await centre.AskAsync(FrameType.Set, (SetOf("AssignedStage", 1), new byte[] { 0 }));
        await centre.ExpectAsync(message => message.Header.Type == FrameType.SetAnswer, _stop.Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await NextStageAsync(centre));
    }

    [Fact]
    public async Task What_cannot_be_read_or_set_is_refused_with_the_reason()
    {
        await using SignalCentre centre = await StartAsync(Options);
        await centre.AskAsync(FrameType.Query, (new DataAddress(99, 1, 1, 1), default), (SetOf("LampGroupCount", 0), default));
        SignalMessage good = await centre.ExpectAsync(message => message.Header.Type == FrameType.QueryAnswer, _stop.Token);
        Assert.Equal([8], Assert.Single(good.Values).Value);
        SignalMessage bad = await centre.ExpectAsync(message => message.Header.Type == FrameType.QueryError, _stop.Token);
        Assert.Equal(ValueError.DoesNotExist, Assert.Single(bad.Values).Error);
        await centre.AskAsync(FrameType.Set,
            (SetOf("Manufacturer", 0), new byte[] { 65 }), (SetOf("PlanCycle", 1), new byte[] { 1 }),
            (SetOf("AssignedStage", 1), new byte[] { 9 }), (SetOf("AssignedMode", 1), new byte[] { 0x7E }), (SetOf("MinimumGreen", 9), new byte[2]));
        SignalMessage refused = await centre.ExpectAsync(message => message.Header.Type == FrameType.SetError, _stop.Token);
        Assert.Equal(
            [ValueError.ReadOnly, ValueError.WrongLength, ValueError.OutOfRange, ValueError.BadValue, ValueError.DoesNotExist],
            refused.Values.Select(value => value.Error!.Value));
    }

    [Fact]
    public async Task A_value_set_is_read_again()
    {
        await using SignalCentre centre = await StartAsync(Options);
        await centre.AskAsync(FrameType.Set, (SetOf("MinimumGreen", 2), new byte[] { 0, 15 }));
        await centre.AskAsync(FrameType.Query, (SetOf("MinimumGreen", 2), default));
        SignalMessage answer = await centre.ExpectAsync(message => message.Header.Type == FrameType.QueryAnswer, _stop.Token);
        Assert.Equal([0, 15], answer.Values[0].Value);
    }

    [Fact]
    public async Task Detectors_report_their_counts_every_period()
    {
        await using SignalCentre centre = await StartAsync(Options);
        await NextStageAsync(centre); // the first period has begun
        _time.Advance(TimeSpan.FromSeconds(60));
        SignalMessage report = await centre.ExpectAsync(message => message.Values is [{ Address.Class: 14 }, ..], _stop.Token);
        Assert.Equal(FrameType.Report, report.Header.Type);
        Assert.Equal(8 * 4, report.Values.Length);
        Assert.True(report.Values.Where(value => value.Address.Attribute == 2).Sum(value => value.Value[1]) > 8);
        Assert.All(report.Values.Where(value => value.Address.Attribute == 3), value => Assert.InRange(value.Value[0], 0, 100));
    }

    [Fact]
    public async Task A_fault_is_reported_by_itself_and_turns_the_lamps_to_flashing()
    {
        SignalControllerSimulator simulator = Start(Options);
        await using SignalCentre centre = await SignalCentre.ConnectAsync(await simulator.Listening, _stop.Token);
        await NextStageAsync(centre);
        simulator.Controller.Raise(FaultType.GreenConflict, FaultAction.YellowFlash);
        simulator.Controller.Raise(AlarmType.Environment, AlarmValue.FrontDoor);
        _time.Advance(TimeSpan.FromSeconds(1));
        SignalMessage fault = await centre.ExpectAsync(message => message.Values is [{ Address.Class: 16 }, ..], _stop.Token);
        Assert.Equal((byte)FaultType.GreenConflict, fault.Values[1].Value[0]);
        Assert.Equal(new TimeValue(new DateTime(2026, 11, 23, 8, 0, 1)),
            SignalValues.Read(ObjectCatalogue.Named("FaultTime"), fault.Values[2].Value.AsSpan()));
        SignalMessage alarm = await centre.ExpectAsync(message => message.Values is [{ Address.Class: 15 }, ..], _stop.Token);
        Assert.Equal((byte)AlarmValue.FrontDoor, alarm.Values[2].Value[0]);
        SignalMessage crossing = await centre.ExpectAsync(message => Stage(message) == 0, _stop.Token);
        Assert.Equal((byte)ControlMode.YellowFlash, crossing.Values[1].Value[0]);
    }

    [Fact]
    public async Task Heartbeats_go_both_ways()
    {
        await using SignalCentre centre = await StartAsync(Options with { HeartbeatInterval = TimeSpan.FromSeconds(5) });
        await centre.ExpectAsync(message => message.Header.Type == FrameType.HeartbeatQuery, _stop.Token);
        await centre.AskAsync(FrameType.HeartbeatQuery);
        SignalMessage answer = await centre.ExpectAsync(message => message.Header.Type == FrameType.HeartbeatAnswer, _stop.Token);
        Assert.Equal((byte)77, answer.Header.Sequence);
    }

    [Fact]
    public async Task It_connects_to_its_centre_and_comes_back_when_the_line_is_lost()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Start(Options with { Link = SignalLink.Connect, EndPoint = (IPEndPoint)listener.LocalEndpoint });
        await using (var first = new SignalCentre(await listener.AcceptTcpClientAsync(_stop.Token)))
        {
            await NextStageAsync(first);
        }

        Task<TcpClient> again = listener.AcceptTcpClientAsync(_stop.Token).AsTask();
        while (!again.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }

        await using var second = new SignalCentre(await again);
        await second.AskAsync(FrameType.HeartbeatQuery);
        await second.ExpectAsync(message => message.Header.Type == FrameType.HeartbeatAnswer, _stop.Token);
    }

    [Fact]
    public async Task It_talks_datagrams_without_escapes()
    {
        using var centre = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Start(Options with { Link = SignalLink.Udp, EndPoint = (IPEndPoint)centre.Client.LocalEndPoint!, ControllerId = 0x7E7D5C00 });
        UdpReceiveResult report = await centre.ReceiveAsync(_stop.Token);
        Assert.Equal(FrameError.None, SignalFrameReader.TryRead(report.Buffer, Framing.Plain, default, out SignalFrame frame, out int consumed));
        Assert.Equal((report.Buffer.Length, 0x7E7D5C00u), (consumed, frame.Header.ControllerId));
        var question = new SignalMessage(frame.Header with { Type = FrameType.HeartbeatQuery }, []);
        await centre.SendAsync(question.ToBytes(Framing.Plain)!, report.RemoteEndPoint, _stop.Token);
        UdpReceiveResult answer = await centre.ReceiveAsync(_stop.Token);
        SignalFrameReader.TryRead(answer.Buffer, Framing.Plain, default, out frame, out _);
        Assert.Equal(FrameType.HeartbeatAnswer, frame.Header.Type);
    }

    [Fact]
    public async Task What_it_does_wrong_on_purpose_is_named_and_the_good_frames_still_arrive()
    {
        await using SignalCentre centre = await StartAsync(Options with
        {
            Misbehaviour = new SignalMisbehaviour { WrongChecksum = 0.3, CutShort = 0.2, JunkBefore = 0.5, SentTwice = 0.2, ByteByByte = true, DeviantHeartbeat = true },
        });
        for (int i = 0; i < 60; i++)
        {
            await centre.AskAsync(FrameType.HeartbeatQuery);
        }

        for (int good = 0; good < 20; good++)
        {
            await centre.ExpectAsync(message => message.Header.Type == FrameType.HeartbeatAnswerDeviant, _stop.Token);
        }

        Assert.Contains(FrameError.BadChecksum, centre.Errors);
        Assert.Contains(FrameError.BadLength, centre.Errors);
        Assert.Contains(FrameError.Junk, centre.Errors);
    }

    [Fact]
    public async Task A_controller_that_does_not_answer_still_reports()
    {
        await using SignalCentre centre = await StartAsync(Options with { Misbehaviour = new SignalMisbehaviour { Unanswered = 1 } });
        await centre.AskAsync(FrameType.HeartbeatQuery);
        await NextStageAsync(centre);
        _time.Advance(TimeSpan.FromSeconds(60));
        SignalMessage next = await centre.ExpectAsync(message => message.Header.Type == FrameType.HeartbeatAnswer || message.Values is [{ Address.Class: 14 }, ..], _stop.Token);
        Assert.Equal(FrameType.Report, next.Header.Type);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_shows_in_its_time()
    {
        await using SignalCentre centre = await StartAsync(Options with { Misbehaviour = new SignalMisbehaviour { ClockOff = TimeSpan.FromMinutes(-90) } });
        await centre.AskAsync(FrameType.Query, (SetOf("LocalTime", 0), default));
        SignalMessage answer = await centre.ExpectAsync(message => message.Header.Type == FrameType.QueryAnswer, _stop.Token);
        Assert.Equal(new DateTime(2026, 11, 23, 6, 30, 0), SignalRow.Of(answer)[0].Time("LocalTime"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private static DataAddress SetOf(string name, byte element) => ObjectCatalogue.Named(name).Address with { Element = element };

    private static byte? Stage(SignalMessage message) =>
        message.Values.FirstOrDefault(value => value.Address is { Class: 13, Object: 2, Attribute: 4 })?.Value[0];

    private async Task<byte> NextStageAsync(SignalCentre centre) =>
        Stage(await centre.ExpectAsync(message => Stage(message) is not null, _stop.Token))!.Value;

    private SignalControllerSimulator Start(SignalControllerOptions options)
    {
        var simulator = new SignalControllerSimulator(options, _time);
        _running.Add(simulator.RunAsync(_stop.Token));
        return simulator;
    }

    private async Task<SignalCentre> StartAsync(SignalControllerOptions options) =>
        await SignalCentre.ConnectAsync(await Start(options).Listening, _stop.Token);
}
