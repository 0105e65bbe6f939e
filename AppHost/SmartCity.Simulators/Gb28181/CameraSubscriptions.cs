using System.Collections.Concurrent;
using System.Globalization;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Simulators.Gb28181;

/// <summary>Who subscribed to a camera's catalogue or positions, and the NOTIFYs they get (RFC 6665, annex M, N).</summary>
internal sealed class CameraSubscriptions(
    CameraOptions options, SipEndpoint endpoint, SipParty self, CameraWorld world, TimeProvider clock, Action<CameraEvent> happened, Func<long> nextSn) : IAsyncDisposable
{
    private sealed record Subscription(SipDialogue Dialogue, SipPeer Peer, string Event, ManscdpMessage Wish)
    {
        public CancellationTokenSource Ending { get; } = new();

        public DateTimeOffset Until { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;
    }

    private readonly ConcurrentDictionary<string, Subscription> subscriptions = new();
    private readonly CancellationTokenSource stopping = new();

    public void OnSubscribe(SipRequest subscribe, SipPeer peer)
    {
        if (ManscdpMessage.TryRead(subscribe.Body.Span, ManscdpLimits.Default, out var wish) != FrameError.None || wish is not (MobilePositionQuery or CatalogQuery))
        {
            endpoint.Respond(subscribe, SipReply.To(subscribe, 489, "Bad Event", SipEndpoint.NewToken()));
            return;
        }
        var seconds = int.TryParse(subscribe.Headers[SipHeaderNames.Expires], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 3600;
        var response = Accept(subscribe, wish, seconds);
        if (subscriptions.TryGetValue(subscribe.CallId, out var known))
            Renew(known, seconds);
        else if (seconds > 0)
            Begin(subscribe, response, peer, wish!, seconds);
        endpoint.Respond(subscribe, response);
    }

    public async Task TellCatalogAsync(CatalogItem change, CancellationToken cancellation)
    {
        foreach (var subscription in subscriptions.Values.Where(one => one.Wish is CatalogQuery && one.Until > clock.GetUtcNow()))
            await NotifyAsync(subscription, new CatalogPage(nextSn(), self.Id, 1, [change], IsNotify: true), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var subscription in subscriptions.Values)
        {
            await subscription.Ending.CancelAsync();
            await subscription.Running;
        }
        subscriptions.Clear();
    }

    private SipResponse Accept(SipRequest subscribe, ManscdpMessage wish, int seconds)
    {
        var response = SipReply.To(subscribe, 200, "OK", SipEndpoint.NewToken());
        response.Headers.Add(SipHeaderNames.Contact, new NameAddress(self.Contact).ToString());
        response.Headers.Add(SipHeaderNames.Expires, seconds.ToString(CultureInfo.InvariantCulture));
        response.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        response.Body = new Result(wish.Sn, wish.DeviceId, wish.Command, "OK").Write(options.Encoding);
        return response;
    }

    private void Begin(SipRequest subscribe, SipResponse response, SipPeer peer, ManscdpMessage wish, int seconds)
    {
        var name = subscribe.Headers[SipHeaderNames.Event] ?? (wish is CatalogQuery ? "Catalog" : "presence");
        var subscription = new Subscription(SipDialogue.OfServer(subscribe, response), peer, name, wish) { Until = clock.GetUtcNow().AddSeconds(seconds) };
        subscriptions[subscribe.CallId] = subscription;
        happened(new(CameraEventKind.Subscribed, wish.Command));
        subscription.Running = Task.Run(() => RunAsync(subscribe.CallId, subscription));
    }

    private void Renew(Subscription subscription, int seconds)
    {
        subscription.Until = clock.GetUtcNow().AddSeconds(seconds);
        if (seconds == 0)
            subscription.Ending.Cancel();
    }

    /// <summary>Positions at the wished interval, or nothing at all, until the subscription ends; then a last NOTIFY says so.</summary>
    private async Task RunAsync(string callId, Subscription subscription)
    {
        try
        {
            while (subscription.Until - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                var interval = subscription.Wish is MobilePositionQuery positions ? TimeSpan.FromSeconds(positions.IntervalSeconds) : left;
                if (subscription.Wish is MobilePositionQuery)
                    await NotifyAsync(subscription, world.NextPosition(nextSn(), clock.GetUtcNow().ToOffset(SipDate.Beijing).DateTime), subscription.Ending.Token);
                await Task.Delay(interval < left ? interval : left, clock, subscription.Ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Ended by the subscriber, or by our own going away.
        }
        subscriptions.TryRemove(callId, out _);
        await SayEndAsync(subscription);
        happened(new(CameraEventKind.SubscriptionEnded, subscription.Wish.Command));
    }

    private async Task SayEndAsync(Subscription subscription)
    {
        try
        {
            await endpoint.AskAsync(Notification(subscription, "terminated;reason=timeout"), subscription.Peer, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Who goes away need not say so.
        }
    }

    private SipRequest Notification(Subscription subscription, string state)
    {
        SipRequest notify;
        lock (subscription)
            notify = subscription.Dialogue.Request(SipMethods.Notify, self.Via(SipEndpoint.NewBranch()));
        notify.Headers.Add(SipHeaderNames.Event, subscription.Event);
        notify.Headers.Add(SipHeaderNames.SubscriptionState, state);
        return notify;
    }

    private async Task NotifyAsync(Subscription subscription, ManscdpMessage message, CancellationToken cancellation)
    {
        var left = Math.Max((int)(subscription.Until - clock.GetUtcNow()).TotalSeconds, 0);
        var notify = Notification(subscription, string.Create(CultureInfo.InvariantCulture, $"active;expires={left}"));
        notify.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        notify.Body = message.Write(options.Encoding);
        await endpoint.AskAsync(notify, subscription.Peer, cancellation);
    }
}
