namespace SmartCity.Alarms.Notification;

/// <summary>What an attempt makes of a delivery. Pure.</summary>
internal static class DeliveryRules
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private const int LongestError = 300;

    public static Delivery After(Delivery delivery, SendResult result, int mostAttempts, DateTimeOffset now)
    {
        var attempts = delivery.Attempts + 1;
        var tried = delivery with { Attempts = attempts, TriedAt = now, Version = delivery.Version + 1 };
        if (result.Error is null)
            return tried with { State = DeliveryState.Delivered, Due = null, Error = null };
        var error = result.Error.Replace("\0", "");
        error = error.Length > LongestError ? error[..LongestError] : error;
        return result.Final || attempts >= mostAttempts
            ? tried with { State = DeliveryState.Failed, Due = null, Error = error }
            : tried with { Due = now + Pause(attempts, result.RetryAfter), Error = error };
    }

    /// <summary>5 s, then three times as long each time, at most half an hour; as the receiver asks, where it asks for longer.</summary>
    public static TimeSpan Pause(int attempts, TimeSpan? asked)
    {
        var ours = First * Math.Pow(3, Math.Min(attempts, 10) - 1);
        var pause = asked > ours ? asked.Value : ours;
        return pause < Longest ? pause : Longest;
    }
}
