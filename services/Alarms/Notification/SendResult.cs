namespace SmartCity.Alarms.Notification;

/// <summary>What an attempt came to.</summary>
/// <param name="Error">What went wrong; null when the receiver took it.</param>
/// <param name="Final">Trying again cannot help.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record SendResult(string? Error, bool Final = false, TimeSpan? RetryAfter = null)
{
    public static SendResult Taken { get; } = new(Error: null);
}

/// <summary>Sends to one target.</summary>
internal interface ISender
{
    /// <summary>Name of the target.</summary>
    string Target { get; }

    /// <summary>Where it goes, for people: a host, no secret.</summary>
    string Destination { get; }

    Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellation);
}
