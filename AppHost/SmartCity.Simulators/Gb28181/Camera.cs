using System.Globalization;
using System.Net;
using SmartCity.Protocols;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Simulators.Gb28181;

/// <summary>
/// A camera or recorder of GB/T 28181 over real sockets: registers with its digest, refreshes, keeps alive, answers what it
/// is asked, raises alarms, sends positions to subscribers, takes calls (SDP only, no media), and unregisters when stopped.
/// </summary>
public sealed class Camera : IAsyncDisposable
{
    private readonly CameraOptions options;
    private readonly TimeProvider clock;
    private readonly Action<CameraEvent> happened;
    private readonly SipEndpoint endpoint;
    private readonly SipPeer platform;
    private readonly SipParty self;
    private readonly CameraWorld world;
    private readonly CameraAnswers answers;
    private readonly CameraCalls calls;
    private readonly CameraSubscriptions subscriptions;
    private readonly CancellationTokenSource stopping = new();
    private readonly string registrationCall = SipEndpoint.NewToken();
    private readonly string fromTag = SipEndpoint.NewToken();
    private readonly DigestClient digest;
    private uint registrations;
    private long sn;
    private bool isRegistered;
    private Task running = Task.CompletedTask;

    public Camera(CameraOptions options, TimeProvider clock, Action<CameraEvent>? happened = null)
    {
        this.options = options;
        this.clock = clock;
        this.happened = happened ?? (_ => { });
        endpoint = new SipEndpoint(new IPEndPoint(options.LocalAddress, 0), clock, OnRequestAsync, options.Timers, message => CameraWriter.Write(message, options.Misbehaviour));
        platform = new SipPeer(options.Platform, options.UseTcp);
        self = new SipParty(options.Id.ToString(), options.PlatformId.Domain, options.LocalAddress.ToString(), endpoint.Address.Port, options.UseTcp ? "TCP" : "UDP") { UserAgent = "SmartCity simulated camera" };
        digest = new DigestClient(self.Id, options.Password);
        world = new CameraWorld(options);
        answers = new CameraAnswers(options, world);
        calls = new CameraCalls(options, endpoint, self, clock, this.happened);
        subscriptions = new CameraSubscriptions(options, endpoint, self, world, clock, this.happened, NextSn);
    }

    /// <summary>Its channels, which a test compares with what the platform learned.</summary>
    public CameraWorld World => world;

    /// <summary>The channels with an established call.</summary>
    public IReadOnlyCollection<string> Streaming => calls.Streaming;

    /// <summary>The platform's clock minus ours, from the Date of its 200; null before.</summary>
    public TimeSpan? ClockOffset { get; private set; }

    /// <summary>Inputs that were no message, by their error.</summary>
    public IReadOnlyDictionary<FrameError, int> Errors => endpoint.Errors;

    public void Start()
    {
        endpoint.Start();
        running = Task.Run(() => RunAsync(stopping.Token));
    }

    /// <summary>Raises an alarm now. True when the platform's SIP answer is 200; its confirmation comes as an event.</summary>
    public async Task<bool> RaiseAlarmAsync(CancellationToken cancellation)
    {
        var alarm = world.NextAlarm(NextSn(), LocalTime);
        happened(new(CameraEventKind.AlarmSent, alarm.DeviceId));
        return await SendAsync(alarm, cancellation) is { IsSuccess: true };
    }

    /// <summary>Tells subscribers to the catalogue that a channel went ON or OFF.</summary>
    public Task ChangeChannelAsync(int index, string change, CancellationToken cancellation) =>
        subscriptions.TellCatalogAsync(world.Channels[index] with { Event = change }, cancellation);

    /// <summary>Breaks the TCP connection, as a bad line does.</summary>
    public void DropConnection() => endpoint.Drop(platform);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        await subscriptions.DisposeAsync();
        await endpoint.DisposeAsync();
        stopping.Dispose();
    }

    private DateTime LocalTime =>
        options.Misbehaviour.HasFlag(CameraMisbehaviour.ClockIn1970) ? new DateTime(1970, 1, 1, 8, 0, 0) : clock.GetUtcNow().ToOffset(SipDate.Beijing).DateTime;

    private long NextSn() => Interlocked.Increment(ref sn);

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                if (await RegisterAsync(options.Expires, cancellation) is { } granted)
                    await StayAsync(granted, cancellation);
                else
                    await Task.Delay(options.RetryAfter, clock, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync();
        }
    }

    /// <summary>Keeps alive until the registration has half run out or the platform has missed three keepalives.</summary>
    private async Task StayAsync(TimeSpan granted, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + granted / 2;
        var nextAlarm = clock.GetUtcNow() + (options.AlarmEvery ?? TimeSpan.MaxValue / 4);
        var missed = 0;
        while (clock.GetUtcNow() < until && missed < 3)
        {
            missed = await KeepAliveAsync(cancellation) ? 0 : missed + 1;
            if (clock.GetUtcNow() >= nextAlarm)
            {
                await RaiseAlarmAsync(cancellation);
                nextAlarm = clock.GetUtcNow() + options.AlarmEvery!.Value;
            }
            var pause = until - clock.GetUtcNow() is var left && left < options.KeepaliveEvery ? left : options.KeepaliveEvery;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, clock, cancellation);
        }
    }

    private async Task<bool> KeepAliveAsync(CancellationToken cancellation)
    {
        if (options.Misbehaviour.HasFlag(CameraMisbehaviour.SendsRubbish))
            endpoint.SendBytes(world.Rubbish(), platform);
        var response = await SendAsync(new Keepalive(NextSn(), self.Id, "OK", []), cancellation);
        happened(new(response is { IsSuccess: true } ? CameraEventKind.KeepaliveAnswered : CameraEventKind.KeepaliveUnanswered));
        return response is { IsSuccess: true };
    }

    private async Task LeaveAsync()
    {
        if (!isRegistered || options.Misbehaviour.HasFlag(CameraMisbehaviour.LeavesSilently))
            return;
        using var patience = new CancellationTokenSource(options.Timers.T1 * 8, clock);
        try
        {
            await calls.EndAllAsync(platform, patience.Token);
            await RegisterAsync(TimeSpan.Zero, patience.Token);
        }
        catch (OperationCanceledException)
        {
            happened(new(CameraEventKind.PlatformSilent));
        }
    }

    /// <summary>Registers, or with no time at all unregisters; what was granted, or null.</summary>
    private async Task<TimeSpan?> RegisterAsync(TimeSpan expires, CancellationToken cancellation)
    {
        // Our nonce may have run out in between, so a first 401 is no refusal; a second is.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var response = await endpoint.AskAsync(Registration(expires), platform, cancellation);
            if (response is null)
                return Silent();
            if (response.IsSuccess)
                return Registered(response, expires);
            if (response.Status != 401 || options.Misbehaviour.HasFlag(CameraMisbehaviour.InventedNonce) || !digest.Take(response.Headers.Values(SipHeaderNames.WwwAuthenticate)))
                break;
        }
        digest.Forget();
        happened(new(CameraEventKind.RegistrationRefused));
        return null;
    }

    private SipRequest Registration(TimeSpan expires)
    {
        var uri = new SipUri(options.PlatformId.ToString(), options.PlatformId.Domain);
        var request = self.Request(SipMethods.Register, uri, registrationCall, ++registrations, fromTag, SipEndpoint.NewBranch());
        request.Headers.Add(SipHeaderNames.Expires, ((int)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SipHeaderNames.GbVersion, options.Encoding == ManscdpEncoding.Gb18030 ? "3.0" : "2.0");
        if (options.Misbehaviour.HasFlag(CameraMisbehaviour.InventedNonce))
            digest.Take([new DigestChallenge(options.PlatformId.Domain, "0123456789abcdef", OffersAuth: false).ToString()]);
        if (digest.Authorize(SipMethods.Register, request.RequestUri) is { } authorization)
            request.Headers.Add(SipHeaderNames.Authorization, authorization);
        return request;
    }

    private TimeSpan? Silent()
    {
        happened(new(CameraEventKind.PlatformSilent));
        return null;
    }

    private TimeSpan Registered(SipResponse response, TimeSpan asked)
    {
        if (SipDate.Read(response.Headers[SipHeaderNames.Date]) is { } date)
            ClockOffset = date - clock.GetUtcNow();
        isRegistered = asked != TimeSpan.Zero;
        happened(new(asked == TimeSpan.Zero ? CameraEventKind.Unregistered : CameraEventKind.Registered));
        var seconds = int.TryParse(response.Headers[SipHeaderNames.Expires], NumberStyles.None, CultureInfo.InvariantCulture, out var granted);
        return seconds ? TimeSpan.FromSeconds(granted) : asked;
    }

    private async Task<SipResponse?> SendAsync(ManscdpMessage message, CancellationToken cancellation)
    {
        var request = self.Request(SipMethods.Message, new SipUri(options.PlatformId.ToString(), options.PlatformId.Domain), SipEndpoint.NewToken(), 1, SipEndpoint.NewToken(), SipEndpoint.NewBranch());
        request.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        request.Body = Write(message);
        return await endpoint.AskAsync(request, platform, cancellation);
    }

    private byte[] Write(ManscdpMessage message)
    {
        var utf8 = options.Misbehaviour.HasFlag(CameraMisbehaviour.Utf8DeclaredAsGb2312);
        var body = message.Write(utf8 ? ManscdpEncoding.Utf8DeclaredAsGb2312 : options.Encoding);
        if (message is not Keepalive || !options.Misbehaviour.HasFlag(CameraMisbehaviour.KeepaliveUnderQuery))
            return body;
        var text = ChineseText.Decode(body).Replace("Notify>", "Query>", StringComparison.Ordinal).Replace("<Status>OK", "<Status>ON", StringComparison.Ordinal);
        return ChineseText.Gb18030.GetBytes(text);
    }

    private async Task OnRequestAsync(SipRequest request, SipPeer peer)
    {
        switch (request.Method)
        {
            case SipMethods.Message: await OnDocumentAsync(request); break;
            case SipMethods.Subscribe: subscriptions.OnSubscribe(request, peer); break;
            case SipMethods.Options: endpoint.Respond(request, SipReply.To(request, 200, "OK", SipEndpoint.NewToken())); break;
            case SipMethods.Invite or SipMethods.Ack or SipMethods.Bye or SipMethods.Cancel: await calls.OnRequestAsync(request, stopping.Token); break;
            default: endpoint.Respond(request, SipReply.To(request, 405, "Method Not Allowed", SipEndpoint.NewToken())); break;
        }
    }

    /// <summary>The SIP 200 says only that the document came; what it asks is answered by MESSAGEs of our own.</summary>
    private async Task OnDocumentAsync(SipRequest request)
    {
        var error = ManscdpMessage.TryRead(request.Body.Span, ManscdpLimits.Default, out var message);
        endpoint.Respond(request, SipReply.To(request, error == FrameError.None ? 200 : 400, error == FrameError.None ? "OK" : "Bad Request", SipEndpoint.NewToken()));
        if (message is null)
            return;
        if (message is Result { Answered: ManscdpCommands.Alarm } confirmed)
            happened(new(CameraEventKind.AlarmConfirmed, confirmed.DeviceId));
        if (message is DeviceControl control)
            happened(new(CameraEventKind.Controlled, $"{control.Action} {control.Value}"));
        foreach (var answer in answers.To(message, LocalTime))
            await SendAsync(answer, stopping.Token);
    }
}
