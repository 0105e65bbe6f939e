using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Gat1400;

/// <summary>State of a subscription or a watch (SubscribeStatus, GA/T 1400.3 annex B).</summary>
public enum SubscribeStatus
{
    /// <summary>Running.</summary>
    Running = 0,

    /// <summary>Cancelled by whoever asked.</summary>
    Cancelled = 1,

    /// <summary>Run out.</summary>
    RunOut = 2,

    /// <summary>None of these: not begun.</summary>
    None = 9,
}

/// <summary>What a subscription wants, and the notification it gets.</summary>
public static class Subscriptions
{
    /// <summary>Where a subscription stands at a time. Without a begin it began, without an end it does not run out.</summary>
    public static SubscribeStatus StatusAt(this Subscription subscription, DateTimeOffset now) =>
        subscription.OperateType == 1 || subscription.SubscribeStatus == 1 ? SubscribeStatus.Cancelled
        : subscription.EndTime <= now ? SubscribeStatus.RunOut
        : subscription.BeginTime > now ? SubscribeStatus.None
        : SubscribeStatus.Running;

    /// <summary>
    /// True when it asks for this kind from any of these sources: the device, its checkpoint, the library that holds it.
    /// Without a ResourceURI it asks for all.
    /// </summary>
    public static bool Wants(this Subscription subscription, SubscribedKind kind, params ReadOnlySpan<string?> sources)
    {
        if (!SubscribedKinds.Parse(subscription.SubscribeDetail).Contains(kind)) return false;
        if (string.IsNullOrWhiteSpace(subscription.ResourceURI)) return true;
        foreach (var range in subscription.ResourceURI.AsSpan().SplitAny(',', ';'))
        {
            var wanted = subscription.ResourceURI.AsSpan()[range].Trim();
            foreach (var source in sources)
                if (source is not null && wanted.Equals(source, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>
    /// A notification without its objects: the caller sets the one list it carries. InfoIDs are those of the objects, so that
    /// the receiver can tell what it already has.
    /// </summary>
    /// <param name="subscription">Whom it is for.</param>
    /// <param name="id">Its own id, of kind <see cref="RequestKind.Notification"/>.</param>
    /// <param name="infoIds">Ids of the objects it carries.</param>
    /// <param name="now">When.</param>
    public static SubscribeNotification Notify(this Subscription subscription, RequestId id, IEnumerable<string> infoIds, DateTimeOffset now) => new()
    {
        NotificationID = id.ToString(),
        SubscribeID = subscription.SubscribeID,
        Title = subscription.Title,
        TriggerTime = now,
        InfoIDs = string.Join(',', infoIds),
    };
}
