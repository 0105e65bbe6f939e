using SmartCity.Protocols;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Information;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Multimedia;
using SmartCity.Protocols.Jt808.Terminal;
using SmartCity.Protocols.Jt808.Vehicle;
using SmartCity.Simulators.Jt808;

namespace SmartCity.Simulators.Tests.Jt808;

public sealed class TerminalTests : IAsyncDisposable
{
    private static readonly TerminalPhone Phone = TerminalPhone.Parse("13973400001");

    private readonly LoopbackPlatform _platform = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    [Theory]
    [InlineData(Jt808Edition.V2013)]
    [InlineData(Jt808Edition.V2019)]
    public async Task A_terminal_registers_authenticates_and_reports_from_within_the_city(Jt808Edition edition)
    {
        Start(options => options with { Edition = edition });
        Registration registration = (await _platform.NextAsync<Registration>()).Body;
        Assert.Equal((edition, 430400, "湘D00001"), (registration.Edition, registration.DivisionCode, registration.Vehicle));
        await _platform.NextAsync<Authentication>();
        (Jt808Header header, LocationReport report) = await _platform.NextAsync<LocationReport>();
        Assert.Equal((Phone, edition), (header.Phone, header.Edition));
        Assert.True(report.HasPosition);
        Assert.InRange(report.Latitude, 26.83, 26.96);
        Assert.InRange(report.Longitude, 112.52, 112.68);
    }

    [Fact]
    public async Task A_2011_terminal_is_told_by_its_registration()
    {
        Start(options => options with { Edition = Jt808Edition.V2011 });
        Assert.Equal(Jt808Edition.V2011, (await _platform.NextAsync<Registration>()).Body.Edition);
        await _platform.NextAsync<LocationReport>();
    }

    [Fact]
    public async Task A_terminal_with_nothing_to_report_sends_heartbeats()
    {
        Start(options => options with { ReportInterval = TimeSpan.FromHours(1), HeartbeatInterval = TimeSpan.FromMilliseconds(50) });
        await _platform.NextAsync<RawBody>(body => body.MessageId == MessageIds.Heartbeat);
        await _platform.NextAsync<RawBody>(body => body.MessageId == MessageIds.Heartbeat);
    }

    [Fact]
    public async Task After_an_outage_what_was_recorded_comes_as_a_batch_of_backlog_and_the_code_is_used_again()
    {
        Jt808Terminal terminal = Start();
        await _platform.NextAsync<LocationReport>();
        terminal.LoseLine(TimeSpan.FromMilliseconds(1500));
        (_, LocationBatch batch) = await _platform.NextAsync<LocationBatch>(batch => batch.IsBacklog);
        Assert.InRange(batch.Reports.Count, 2, 20);
        Assert.Equal(2, terminal.Connections);
        Assert.Equal(1, _platform.Registrations[Phone]);
    }

    [Fact]
    public async Task A_terminal_whose_authentication_is_refused_registers_again()
    {
        _platform.RefusedAuthentications = 1;
        Start();
        await _platform.NextAsync<LocationReport>();
        Assert.Equal(2, _platform.Registrations[Phone]);
    }

    [Fact]
    public async Task A_terminal_answers_what_the_platform_asks()
    {
        Jt808Terminal terminal = Start();
        await _platform.NextAsync<LocationReport>();
        ushort sequence = await _platform.AskAsync(Phone, new SetParameters([TerminalParameter.Of(ParameterIds.MaxSpeedKmh, 60)]));
        Assert.Equal(AckResult.Ok, (await AckOf(sequence)).Result);
        await _platform.AskAsync(Phone, new QueryParameters([ParameterIds.MaxSpeedKmh]));
        Assert.Equal(60u, Assert.Single((await _platform.NextAsync<ParametersReply>()).Body.Parameters).Number);
        await _platform.AskAsync(Phone, new RawBody(MessageIds.QueryParameters));
        Assert.Contains((await _platform.NextAsync<ParametersReply>()).Body.Parameters, parameter => parameter.Id == ParameterIds.HeartbeatSeconds);
        sequence = await _platform.AskAsync(Phone, new RawBody(MessageIds.LocationQuery));
        Assert.Equal(sequence, (await _platform.NextAsync<LocationReply>()).Body.AckSequence);
        sequence = await _platform.AskAsync(Phone, new TextMessage(8, "前方拥堵，请绕行"));
        await AckOf(sequence);
        Assert.Equal("前方拥堵，请绕行", Assert.Single(terminal.Texts));
        await _platform.AskAsync(Phone, new VehicleControl(LockDoors: true));
        Assert.True((await _platform.NextAsync<VehicleControlReply>()).Body.Report.Status.HasFlag(StatusFlags.DoorsLocked));
        sequence = await _platform.AskAsync(Phone, new RawBody(0x8F01));
        Assert.Equal(AckResult.Unsupported, (await AckOf(sequence)).Result);
        sequence = await _platform.AskAsync(Phone, new RawBody(MessageIds.SetCircles));
        Assert.Equal(AckResult.Wrong, (await AckOf(sequence)).Result);
    }

    [Fact]
    public async Task A_confirmed_alarm_stands_no_longer()
    {
        Jt808Terminal terminal = Start();
        terminal.Raise(AlarmFlags.Emergency);
        await _platform.NextAsync<LocationReport>(report => report.Alarms == AlarmFlags.Emergency);
        await _platform.AskAsync(Phone, new AlarmConfirmation(0, AlarmFlags.Emergency));
        await _platform.NextAsync<LocationReport>(report => report.Alarms == AlarmFlags.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_comes_whole_even_when_a_part_is_lost_on_the_way(bool partLost)
    {
        byte[] picture = new byte[20_000];
        new Random(7).NextBytes(picture);
        Jt808Terminal terminal = Start(options => options with { ReportInterval = TimeSpan.FromHours(1), AckTimeout = TimeSpan.FromSeconds(10) });
        await _platform.NextAsync<LocationReport>();
        if (partLost) terminal.Misbehave(Jt808Misbehaviour.LostPart);
        terminal.UploadPicture(picture, cause: 2);
        await _platform.NextAsync<MultimediaEvent>();
        MultimediaUpload upload = (await _platform.NextAsync<MultimediaUpload>()).Body;
        Assert.Equal(picture, upload.Data.ToArray());
        Assert.True(upload.Location!.HasPosition);
        Assert.Equal(partLost ? 1 : 0, _platform.ResendRequests);
    }

    [Theory]
    [InlineData(Jt808Misbehaviour.BadChecksum, FrameError.BadChecksum)]
    [InlineData(Jt808Misbehaviour.Junk, FrameError.Junk)]
    [InlineData(Jt808Misbehaviour.WrongPhoneLength, FrameError.BadLength)]
    [InlineData(Jt808Misbehaviour.HalfFrame, null)]
    public async Task A_bent_message_is_named_by_the_codec_and_its_report_still_comes(Jt808Misbehaviour misbehaviour, FrameError? named)
    {
        Jt808Terminal terminal = Start(options => options with { AckTimeout = TimeSpan.FromMilliseconds(300) });
        await _platform.NextAsync<LocationReport>();
        _platform.Errors.Clear();
        terminal.Misbehave(misbehaviour);
        terminal.Raise(AlarmFlags.Danger);
        await _platform.NextAsync<Jt808Body>(body => body is LocationReport { Alarms: AlarmFlags.Danger }
            || body is LocationBatch batch && batch.Reports.Any(report => report.Alarms == AlarmFlags.Danger));
        Assert.NotEmpty(_platform.Errors);
        if (named is { } error) Assert.Contains(error, _platform.Errors);
    }

    [Fact]
    public async Task A_duplicate_has_the_serial_number_of_the_first()
    {
        Jt808Terminal terminal = Start(options => options with { ReportInterval = TimeSpan.FromHours(1) });
        await _platform.NextAsync<LocationReport>();
        terminal.Misbehave(Jt808Misbehaviour.DuplicateSerial);
        terminal.ReportNow();
        Assert.Equal((await _platform.NextAsync<LocationReport>()).Header.Sequence, (await _platform.NextAsync<LocationReport>()).Header.Sequence);
    }

    [Fact]
    public async Task A_wild_clock_shows_in_the_reports()
    {
        Jt808Terminal terminal = Start();
        terminal.SetWildClock(TimeSpan.FromDays(-365 * 15));
        (_, LocationReport report) = await _platform.NextAsync<LocationReport>(report => report.Time!.Value.Year < 2020);
        Assert.Equal(TimeSpan.FromHours(8), report.Time!.Value.Offset);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _platform.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<TerminalAck> AckOf(ushort sequence) =>
        (await _platform.NextAsync<TerminalAck>(ack => ack.AckSequence == sequence)).Body;

    private Jt808Terminal Start(Func<Jt808TerminalOptions, Jt808TerminalOptions>? change = null)
    {
        var options = new Jt808TerminalOptions
        {
            Port = _platform.Port, Phone = Phone, ReportInterval = TimeSpan.FromMilliseconds(100), ReconnectDelay = TimeSpan.FromMilliseconds(50),
        };
        var terminal = new Jt808Terminal(change is null ? options : change(options), TimeProvider.System);
        _run = terminal.RunAsync(_stop.Token);
        return terminal;
    }
}
