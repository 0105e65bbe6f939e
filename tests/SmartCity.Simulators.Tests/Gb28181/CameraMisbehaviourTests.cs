using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Simulators.Gb28181;

namespace SmartCity.Simulators.Tests.Gb28181;

public sealed class CameraMisbehaviourTests
{
    private const string Device = "43040500001180000001";

    [Theory]
    [InlineData(CameraMisbehaviour.LineFeedsOnly, true)]
    [InlineData(CameraMisbehaviour.CompactHeaders, true)]
    [InlineData(CameraMisbehaviour.NoContentLength, false)]
    [InlineData(CameraMisbehaviour.Utf8DeclaredAsGb2312, true)]
    [InlineData(CameraMisbehaviour.LineFeedsOnly | CameraMisbehaviour.CompactHeaders | CameraMisbehaviour.NoContentLength | CameraMisbehaviour.Utf8DeclaredAsGb2312, false)]
    public async Task A_camera_that_writes_badly_is_understood(CameraMisbehaviour misbehaviour, bool tcp)
    {
        await using var platform = new SmallPlatform();
        await using var camera = await CameraTests.RegisteredAsync(platform, tcp: tcp, change: options => options with { Misbehaviour = misbehaviour });
        var catalogue = await platform.CatalogAsync(Device);
        Assert.Equal(
            camera.World.Channels.Select(channel => (channel.DeviceId, channel.Name)).Order(),
            catalogue.Items.Select(item => (item.DeviceId, item.Name)).Order());
        Assert.Empty(platform.Errors);
    }

    [Fact]
    public async Task A_keepalive_under_Query_is_a_keepalive()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await CameraTests.RegisteredAsync(platform, change: options => options with { Misbehaviour = CameraMisbehaviour.KeepaliveUnderQuery });
        var keepalive = (Keepalive)await platform.Documents.NextAsync(document => document is Keepalive);
        Assert.Equal((Device, "ON"), (keepalive.DeviceId, keepalive.Status));
    }

    [Fact]
    public async Task A_camera_with_a_nonce_of_its_own_making_never_gets_in()
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = CameraTests.Start(platform, events, change: options => options with
        {
            Misbehaviour = CameraMisbehaviour.InventedNonce,
            RetryAfter = TimeSpan.FromMilliseconds(20),
        });
        for (var time = 0; time < 3; time++)
            await events.NextAsync(one => one.Kind == CameraEventKind.RegistrationRefused);
        Assert.All(platform.Registrations, one => Assert.Equal(401, one.Status));
        Assert.All(platform.Registrations, one => Assert.NotNull(one.Request.Headers[SipHeaderNames.Authorization]));
    }

    [Fact]
    public async Task Pages_sent_twice_make_one_catalogue()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await CameraTests.RegisteredAsync(platform, change: options => options with { Misbehaviour = CameraMisbehaviour.RepeatsPages });
        var catalogue = await platform.CatalogAsync(Device);
        Assert.Equal((PagedState.Complete, 4), (catalogue.State, catalogue.Items.Count));
        Assert.InRange(catalogue.Repeated, 1, 4);
    }

    [Fact]
    public async Task A_catalogue_that_announces_too_many_stays_waiting_with_what_came()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await CameraTests.RegisteredAsync(platform, change: options => options with { Misbehaviour = CameraMisbehaviour.AnnouncesTooMany });
        var query = new CatalogQuery(platform.NextSn(), Device);
        await platform.AskAsync(Device, query);
        var answer = PagedAnswers.Catalog();
        for (var page = 0; page < 2; page++)
        {
            var next = (CatalogPage)await platform.Documents.NextAsync(document => document is CatalogPage);
            answer.Add(next.SumNum, next.Items);
        }
        Assert.Equal((PagedState.Waiting, 4), (answer.State, answer.Items.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rubbish_before_every_keepalive_costs_no_keepalive(bool tcp)
    {
        await using var platform = new SmallPlatform();
        var events = new Happenings<CameraEvent>();
        await using var camera = await CameraTests.RegisteredAsync(platform, events, tcp, options => options with
        {
            Misbehaviour = CameraMisbehaviour.SendsRubbish,
            KeepaliveEvery = TimeSpan.FromMilliseconds(20),
        });
        for (var time = 0; time < 20; time++)
            await events.NextAsync(one => one.Kind is CameraEventKind.KeepaliveAnswered or CameraEventKind.KeepaliveUnanswered && Answered(one));
        Assert.True(platform.Errors[FrameError.Junk] > 0);
        static bool Answered(CameraEvent one)
        {
            Assert.Equal(CameraEventKind.KeepaliveAnswered, one.Kind);
            return true;
        }
    }

    [Fact]
    public async Task A_clock_in_1970_shows_in_its_status_and_nowhere_else()
    {
        await using var platform = new SmallPlatform();
        await using var camera = await CameraTests.RegisteredAsync(platform, change: options => options with { Misbehaviour = CameraMisbehaviour.ClockIn1970 });
        await platform.AskAsync(Device, new DeviceQuery(platform.NextSn(), Device, ManscdpCommands.DeviceStatus));
        var status = (DeviceStatus)await platform.Documents.NextAsync(document => document is DeviceStatus);
        Assert.Equal(new DateTime(1970, 1, 1, 8, 0, 0), status.DeviceTime);
    }

    [Fact]
    public async Task A_camera_that_leaves_silently_stays_registered()
    {
        await using var platform = new SmallPlatform();
        await (await CameraTests.RegisteredAsync(platform, change: options => options with { Misbehaviour = CameraMisbehaviour.LeavesSilently })).DisposeAsync();
        Assert.True(platform.Registered.ContainsKey(Device));
        Assert.Equal([401, 200], platform.Registrations.Select(one => one.Status));
    }
}
