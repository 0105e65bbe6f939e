using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>
/// The client's side of one request (RFC 3261 17.1 with RFC 6026): pure, no clock and no socket. The owner says what time
/// it is, on any clock that only goes on, and calls <see cref="Advance"/> when <see cref="Due"/> has come.
/// </summary>
public sealed class ClientTransaction
{
    private readonly TransactionTimers timers;
    private readonly bool reliable;
    private readonly TimeSpan giveUp;
    private TimeSpan interval;
    private TimeSpan? repeatAt;
    private TimeSpan? endAt;
    private SipRequest? acknowledgement;

    /// <summary>Begins a transaction; the owner sends <paramref name="request"/> once at this moment.</summary>
    /// <param name="request">With a Via whose branch is its own.</param>
    /// <param name="reliable">TCP: nothing is repeated and waits for stragglers are zero.</param>
    /// <param name="timers">T1, T2, T4.</param>
    /// <param name="now">The owner's clock.</param>
    public ClientTransaction(SipRequest request, bool reliable, TransactionTimers timers, TimeSpan now)
    {
        Request = request;
        this.reliable = reliable;
        this.timers = timers;
        interval = timers.T1;
        repeatAt = reliable ? null : now + timers.T1;
        giveUp = now + timers.Patience;
    }

    /// <summary>What was asked.</summary>
    public SipRequest Request { get; }

    /// <summary>Where it stands.</summary>
    public TransactionState State { get; private set; } = TransactionState.Trying;

    /// <summary>When to call <see cref="Advance"/> next; null when there is nothing to wait for.</summary>
    public TimeSpan? Due => State switch
    {
        TransactionState.Trying => repeatAt is { } at && at < giveUp ? at : giveUp,
        // An INVITE that is proceeding waits as long as the user does (17.1.1.2); others go on repeating and giving up.
        TransactionState.Proceeding => IsInvite ? null : repeatAt is { } at && at < giveUp ? at : giveUp,
        TransactionState.Terminated => null,
        _ => endAt,
    };

    private bool IsInvite => Request.Method == SipMethods.Invite;

    /// <summary>Takes a response that belongs to this transaction.</summary>
    public TransactionStep Receive(SipResponse response, TimeSpan now) => State switch
    {
        TransactionState.Trying or TransactionState.Proceeding => response.IsProvisional ? Proceed(response, now) : Finish(response, now),
        // Every 2xx goes up, because each repeat wants its ACK again (RFC 6026 7.2).
        TransactionState.Accepted when response.IsSuccess => new(Deliver: response),
        // The refusal came again, so our ACK was lost.
        TransactionState.Completed when IsInvite && response.Status >= 300 => new(Send: acknowledgement),
        _ => TransactionStep.Nothing,
    };

    /// <summary>Lets time pass: repeats (timers A, E), gives up (B, F), forgets (D, K, M).</summary>
    public TransactionStep Advance(TimeSpan now)
    {
        if (Due is not { } due || now < due)
            return TransactionStep.Nothing;
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
        {
            State = TransactionState.Terminated;
            return TransactionStep.Nothing;
        }
        if (now < giveUp)
            return Repeat(now);
        State = TransactionState.Terminated;
        return new(TimedOut: true);
    }

    /// <summary>The connection broke or could not be opened: no answer can come, so it is over at once (17.1.4).</summary>
    public TransactionStep Fail()
    {
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
            return TransactionStep.Nothing;
        State = TransactionState.Terminated;
        return new(TimedOut: true);
    }

    private TransactionStep Proceed(SipResponse response, TimeSpan now)
    {
        if (State == TransactionState.Trying && !IsInvite && !reliable)
        {
            interval = timers.T2;
            repeatAt = now + interval;
        }
        State = TransactionState.Proceeding;
        return new(Deliver: response);
    }

    private TransactionStep Finish(SipResponse response, TimeSpan now)
    {
        if (IsInvite && response.IsSuccess)
        {
            State = TransactionState.Accepted;
            endAt = now + timers.Patience;
            return new(Deliver: response);
        }
        var absorb = reliable ? TimeSpan.Zero : IsInvite ? timers.Patience : timers.T4;
        endAt = now + absorb;
        State = reliable ? TransactionState.Terminated : TransactionState.Completed;
        acknowledgement = IsInvite ? SipAcknowledgement.OfRefusal(Request, response) : null;
        return new(Send: acknowledgement, Deliver: response);
    }

    private TransactionStep Repeat(TimeSpan now)
    {
        // An INVITE's interval doubles without end (timer A), others' stop at T2 (timer E).
        interval = IsInvite ? interval * 2 : State == TransactionState.Proceeding ? timers.T2 : timers.Next(interval);
        repeatAt = now + interval;
        return new(Send: Request);
    }
}
