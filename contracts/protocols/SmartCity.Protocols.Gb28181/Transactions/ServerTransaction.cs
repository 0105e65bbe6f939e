using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>
/// The server's side of one request (RFC 3261 17.2 with RFC 6026): pure, no clock and no socket. It answers repeats with
/// the last response, repeats a refusal of an INVITE until its ACK (timer G), and repeats a 2xx of an INVITE until its ACK
/// likewise (13.3.1.4, the user agent's duty, kept here so that nobody forgets it).
/// </summary>
public sealed class ServerTransaction
{
    private readonly TransactionTimers timers;
    private readonly bool reliable;
    private SipResponse? last;
    private TimeSpan interval;
    private TimeSpan? repeatAt;
    private TimeSpan? endAt;
    private bool acknowledged;

    /// <summary>Begins a transaction with a request that belongs to no other.</summary>
    public ServerTransaction(SipRequest request, bool reliable, TransactionTimers timers)
    {
        Request = request;
        this.reliable = reliable;
        this.timers = timers;
    }

    /// <summary>What was asked.</summary>
    public SipRequest Request { get; }

    /// <summary>Where it stands.</summary>
    public TransactionState State { get; private set; } = TransactionState.Trying;

    /// <summary>When to call <see cref="Advance"/> next; null when there is nothing to wait for.</summary>
    public TimeSpan? Due => State == TransactionState.Terminated ? null : repeatAt is { } at && at < endAt ? at : endAt;

    private bool IsInvite => Request.Method == SipMethods.Invite;

    /// <summary>The request came again: the last response goes out again, if there is one.</summary>
    public TransactionStep ReceiveAgain() => State switch
    {
        TransactionState.Proceeding or TransactionState.Completed => new(Send: last),
        // A 2xx repeats by its own clock; a repeated INVITE in Accepted is absorbed (RFC 6026 7.1).
        _ => TransactionStep.Nothing,
    };

    /// <summary>The ACK of our final response to an INVITE. The ACK of a 2xx goes up, the ACK of a refusal ends here.</summary>
    public TransactionStep Acknowledge(SipRequest ack, TimeSpan now)
    {
        if (State == TransactionState.Accepted && !acknowledged)
        {
            acknowledged = true;
            repeatAt = null;
            return new(Deliver: ack);
        }
        if (State == TransactionState.Completed && IsInvite)
        {
            State = reliable ? TransactionState.Terminated : TransactionState.Confirmed;
            repeatAt = null;
            endAt = now + timers.T4;
        }
        return TransactionStep.Nothing;
    }

    /// <summary>The user answers. After a final response others are ignored.</summary>
    public TransactionStep Respond(SipResponse response, TimeSpan now)
    {
        if (State is not (TransactionState.Trying or TransactionState.Proceeding))
            return TransactionStep.Nothing;
        last = response;
        if (response.IsProvisional)
            State = TransactionState.Proceeding;
        else
            Finish(response, now);
        return new(Send: response);
    }

    /// <summary>Lets time pass: repeats (timer G), gives up (H, L), forgets (I, J).</summary>
    public TransactionStep Advance(TimeSpan now)
    {
        if (Due is not { } due || now < due)
            return TransactionStep.Nothing;
        if (now < endAt)
        {
            interval = timers.Next(interval);
            repeatAt = now + interval;
            return new(Send: last);
        }
        var unheard = IsInvite && State is TransactionState.Completed or TransactionState.Accepted && !acknowledged;
        State = TransactionState.Terminated;
        return new(TimedOut: unheard);
    }

    private void Finish(SipResponse response, TimeSpan now)
    {
        if (!IsInvite)
        {
            State = reliable ? TransactionState.Terminated : TransactionState.Completed;
            endAt = now + timers.Patience;
            return;
        }
        State = response.IsSuccess ? TransactionState.Accepted : TransactionState.Completed;
        interval = timers.T1;
        // A 2xx is repeated over TCP as well (13.3.1.4): a proxy further on may use UDP.
        repeatAt = reliable && !response.IsSuccess ? null : now + interval;
        endAt = now + timers.Patience;
    }
}
