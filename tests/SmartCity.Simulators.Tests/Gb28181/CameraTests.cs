using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;
using SmartCity.Simulators.Gb28181;

namespace SmartCity.Simulators.Tests.Gb28181;

public sealed class CameraTests
{
    private const string Device = "43040500001180000001";

    private static readonly TransactionTimers Quick = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_registers_with_its_password_keeps_alive_and_unregisters(bool tcp)
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using (var camera = Start(platform, events, tcp))
        {
            await events.NextAsync(one => one.Kind == CameraEventKind.KeepaliveAnswered);
            var keepalive = (Keepalive)await platform.Documents.NextAsync(one => one is Keepalive);
            Assert.Equal((Device, "OK"), (keepalive.DeviceId, keepalive.Status));
            Assert.Equal(tcp, platform.Registered[Device].IsTcp);
            Assert.InRange(camera.ClockOffset!.Value.TotalSeconds, -5, 5);
            Assert.Equal(200, (await platform.AskAsync(platform.Options(Device), Device))!.Status);
        }
        await events.NextAsync(one => one.Kind == CameraEventKind.Unregistered);
        Assert.Equal([401, 200, 200], platform.Registrations.Select(one => one.Status));
        Assert.Equal("0", platform.Registrations.Last().Request.Headers[SipHeaderNames.Expires]);
        Assert.Empty(platform.Registered);
        Assert.Empty(platform.Faults);
    }

    [Fact]
    public async Task It_is_refused_with_a_wrong_password_and_tries_again()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = Start(platform, events, change: options => options with { Password = "wrong", RetryAfter = TimeSpan.FromMilliseconds(50) });
        await events.NextAsync(one => one.Kind == CameraEventKind.RegistrationRefused);
        await events.NextAsync(one => one.Kind == CameraEventKind.RegistrationRefused);
        Assert.Empty(platform.Registered);
    }

    [Fact]
    public async Task It_registers_again_before_its_time_is_over()
    {
        await using var platform = new SmallPlatform { MostSeconds = 1 };
        var events = new Happenings<CameraEvent>();
        await using var camera = Start(platform, events, change: options => options with { KeepaliveEvery = TimeSpan.FromMilliseconds(100) });
        for (var time = 0; time < 3; time++)
            await events.NextAsync(one => one.Kind == CameraEventKind.Registered);
        Assert.Equal(3, platform.Registrations.Count(one => one.Status == 200));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_answers_what_it_is_asked(bool tcp)
    {
        await using var platform = new SmallPlatform();
        await using var camera = await RegisteredAsync(platform, tcp: tcp);

        var catalogue = await platform.CatalogAsync(Device);
        Assert.Equal((PagedState.Complete, 4, 0), (catalogue.State, catalogue.Items.Count, catalogue.Repeated));
        Assert.Equivalent(camera.World.Channels.OrderBy(one => one.DeviceId), catalogue.Items.OrderBy(one => one.DeviceId), strict: true);

        var info = (DeviceInfo)await AskAsync(platform, new DeviceQuery(platform.NextSn(), Device, ManscdpCommands.DeviceInfo));
        Assert.Equal((camera.World.Name, "OK", 4), (info.DeviceName, info.Result, info.Channels));

        var from = new DateTime(2026, 11, 22, 23, 0, 0);
        var records = (RecordInfo)await AskAsync(platform, new RecordInfoQuery(platform.NextSn(), Device, from, from.AddHours(2)));
        Assert.Equal((8, 3), (records.SumNum, records.Items.Count));

        Assert.True(((Result)await AskAsync(platform, new DeviceControl(platform.NextSn(), Device, "GuardCmd", "SetGuard"))).IsOk);
        var status = (DeviceStatus)await AskAsync(platform, new DeviceQuery(platform.NextSn(), Device, ManscdpCommands.DeviceStatus));
        Assert.Equal(("ONLINE", "ONDUTY"), (status.Online, Assert.Single(status.Alarms).DutyStatus));
        Assert.Empty(platform.Faults);
    }

    [Fact]
    public async Task Its_alarm_is_confirmed_by_a_message_of_its_own()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await RegisteredAsync(platform, events);
        Assert.True(await camera.RaiseAlarmAsync(TestContext.Current.CancellationToken));
        var alarm = (AlarmNotify)await platform.Documents.NextAsync(one => one is AlarmNotify);
        Assert.Contains(camera.World.Channels, channel => channel.DeviceId == alarm.DeviceId);
        Assert.Equal(alarm.DeviceId, (await events.NextAsync(one => one.Kind == CameraEventKind.AlarmConfirmed)).Detail);
    }

    [Fact]
    public async Task Its_positions_come_at_the_wished_interval_until_the_subscription_is_ended()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await RegisteredAsync(platform, events);
        var wish = new MobilePositionQuery(platform.NextSn(), Device, 1);
        var (request, response) = await platform.SubscribeAsync(Device, "presence", wish, 60);
        Assert.Equal(200, response!.Status);
        Assert.Equal(FrameError.None, ManscdpMessage.TryRead(response.Body.Span, ManscdpLimits.Default, out var result));
        Assert.True(Assert.IsType<Result>(result).IsOk);

        var first = (MobilePosition)await platform.Documents.NextAsync(one => one is MobilePosition);
        var second = (MobilePosition)await platform.Documents.NextAsync(one => one is MobilePosition);
        Assert.InRange((second.Time - first.Time).TotalSeconds, 0.0, 10.0);
        Assert.NotEqual((first.Longitude, first.Latitude), (second.Longitude, second.Latitude));

        await platform.SubscribeAsync(Device, "presence", wish, 0, SipDialogue.OfClient(request, response));
        await events.NextAsync(one => one.Kind == CameraEventKind.SubscriptionEnded);
        var last = await platform.Requests.NextAsync(one => one.Headers[SipHeaderNames.SubscriptionState]?.StartsWith("terminated", StringComparison.Ordinal) == true);
        Assert.Equal((SipMethods.Notify, response.To!.Tag), (last.Method, last.From!.Tag));
    }

    [Fact]
    public async Task A_change_of_its_catalogue_is_told_to_subscribers()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await RegisteredAsync(platform);
        var (_, response) = await platform.SubscribeAsync(Device, "Catalog", new CatalogQuery(platform.NextSn(), Device), 60);
        Assert.Equal(200, response!.Status);
        await camera.ChangeChannelAsync(2, "OFF", TestContext.Current.CancellationToken);
        var change = (CatalogPage)await platform.Documents.NextAsync(one => one is CatalogPage { IsNotify: true });
        Assert.Equal((camera.World.Channels[2].DeviceId, "OFF"), (Assert.Single(change.Items).DeviceId, change.Items[0].Event));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_a_call_and_hangs_up_when_told(bool tcp)
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await RegisteredAsync(platform, events, tcp);
        var channel = camera.World.Channels[1].DeviceId;
        var invite = platform.Invitation(Device, channel);
        var answer = await platform.AskAsync(invite, Device);
        Assert.Equal(200, answer!.Status);
        Assert.Equal(FrameError.None, SdpSession.TryRead(answer.Body.Span, out var promise));
        Assert.Equal(("Play", Ssrc.For(SmallPlatform.Id, false, 1).ToString()), (promise!.Name, promise.Ssrc));
        Assert.Contains("setup:active", Assert.Single(promise.Media).Attributes);
        Assert.Contains("sendonly", promise.Media[0].Attributes);

        var dialogue = SipDialogue.OfClient(invite, answer);
        platform.Acknowledge(dialogue, Device);
        Assert.Equal(channel, (await events.NextAsync(one => one.Kind == CameraEventKind.CallEstablished)).Detail);
        Assert.Equal([channel], camera.Streaming);

        Assert.Equal(200, (await platform.AskAsync(platform.Bye(dialogue, Device), Device))!.Status);
        Assert.Empty(camera.Streaming);
        Assert.Equal(481, (await platform.AskAsync(platform.Bye(dialogue, Device), Device))!.Status);
    }

    [Fact]
    public async Task A_ringing_call_is_cancelled()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await RegisteredAsync(platform, events, change: options => options with { Misbehaviour = CameraMisbehaviour.NeverAnswersInvites });
        var invite = platform.Invitation(Device, camera.World.Channels[0].DeviceId);
        var asking = platform.AskAsync(invite, Device);
        await events.NextAsync(one => one.Kind == CameraEventKind.CallRinging);
        Assert.Equal(200, (await platform.AskAsync(SipAcknowledgement.Cancel(invite), Device))!.Status);
        Assert.Equal(487, (await asking)!.Status);
    }

    [Fact]
    public async Task An_offer_that_is_no_SDP_is_not_acceptable()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await RegisteredAsync(platform);
        var invite = platform.Invitation(Device, camera.World.Channels[0].DeviceId);
        invite.Body = "v=0\r\nm=nonsense"u8.ToArray();
        Assert.Equal(488, (await platform.AskAsync(invite, Device))!.Status);
    }

    [Fact]
    public async Task A_broken_connection_is_opened_again_at_the_next_keepalive()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await RegisteredAsync(platform, events, tcp: true, options => options with { KeepaliveEvery = TimeSpan.FromMilliseconds(100), Timers = Quick });
        await events.NextAsync(one => one.Kind == CameraEventKind.KeepaliveAnswered);
        camera.DropConnection();
        await events.NextAsync(one => one.Kind == CameraEventKind.KeepaliveAnswered);
        await events.NextAsync(one => one.Kind == CameraEventKind.KeepaliveAnswered);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        var at = new DateTime(2026, 11, 22);
        Assert.Equivalent(Story(7), Story(7), strict: true);
        Assert.NotEqual(Story(7).Alarms, Story(8).Alarms);
        (IReadOnlyList<CatalogItem> Channels, string Alarms) Story(int seed)
        {
            var world = new CameraWorld(Options(new System.Net.IPEndPoint(0, 0)) with { Seed = seed });
            return (world.Channels, string.Join(';', Enumerable.Range(1, 5).Select(sn => world.NextAlarm(sn, at)).Cast<object>().Concat(Enumerable.Range(1, 5).Select(sn => world.NextPosition(sn, at)))));
        }
    }

    internal static CameraOptions Options(System.Net.IPEndPoint platform) => new()
    {
        Id = DeviceId.Parse(Device),
        Password = SmallPlatform.Password,
        PlatformId = SmallPlatform.Id,
        Platform = platform,
    };

    internal static Camera Start(SmallPlatform platform, Happenings<CameraEvent> events, bool tcp = false, Func<CameraOptions, CameraOptions>? change = null)
    {
        var options = Options(platform.Address) with { UseTcp = tcp };
        var camera = new Camera(change is null ? options : change(options), TimeProvider.System, events.Add);
        camera.Start();
        return camera;
    }

    internal static async Task<Camera> RegisteredAsync(SmallPlatform platform, Happenings<CameraEvent>? events = null, bool tcp = false, Func<CameraOptions, CameraOptions>? change = null)
    {
        events ??= new();
        var camera = Start(platform, events, tcp, change);
        await events.NextAsync(one => one.Kind == CameraEventKind.Registered);
        return camera;
    }

    private static async Task<ManscdpMessage> AskAsync(SmallPlatform platform, ManscdpMessage question)
    {
        Assert.Equal(200, (await platform.AskAsync(Device, question))!.Status);
        return await platform.Documents.NextAsync(document => document.Sn == question.Sn && document.Kind == ManscdpKind.Response && document.Command == question.Command);
    }
}
