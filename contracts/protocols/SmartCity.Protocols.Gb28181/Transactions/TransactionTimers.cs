using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>The three times all others are made of (RFC 3261 17.1.1.1 and table 4), and where the machine stands.</summary>
/// <param name="T1">The round trip; default 500 ms.</param>
/// <param name="T2">The longest time between repeats; default 4 s.</param>
/// <param name="T4">How long a message can live in the network; default 5 s.</param>
public sealed record TransactionTimers(TimeSpan T1, TimeSpan T2, TimeSpan T4)
{
    /// <summary>500 ms, 4 s, 5 s.</summary>
    public static TransactionTimers Default { get; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));

    /// <summary>64·T1: how long a transaction is tried (timers B, F, H, J, L, M): 32 s.</summary>
    public TimeSpan Patience => T1 * 64;

    /// <summary>The next interval of a repeat: twice the last, at most T2.</summary>
    internal TimeSpan Next(TimeSpan interval) => interval * 2 < T2 ? interval * 2 : T2;
}

/// <summary>Where a transaction stands (RFC 3261 17.1, 17.2; Accepted is RFC 6026).</summary>
public enum TransactionState : byte
{
    /// <summary>Client: sent, nothing heard. Server: received, nothing answered.</summary>
    Trying,

    /// <summary>A 1xx was received or sent.</summary>
    Proceeding,

    /// <summary>INVITE only: a 2xx was received or sent.</summary>
    Accepted,

    /// <summary>A final response was received or sent; repeats are absorbed.</summary>
    Completed,

    /// <summary>INVITE server only: the ACK of a refusal is here; further ACKs are absorbed.</summary>
    Confirmed,

    /// <summary>Over: to be forgotten.</summary>
    Terminated,
}

/// <summary>What one step of a transaction asks of its owner; each part may be absent.</summary>
/// <param name="Send">To be put on the wire now.</param>
/// <param name="Deliver">To be given to the user of the transaction.</param>
/// <param name="TimedOut">The peer never answered (client), or never acknowledged (server): RFC 3261 8.1.3.1 treats it as 408.</param>
public readonly record struct TransactionStep(SipMessage? Send = null, SipMessage? Deliver = null, bool TimedOut = false)
{
    /// <summary>Nothing to do.</summary>
    public static TransactionStep Nothing => default;
}
