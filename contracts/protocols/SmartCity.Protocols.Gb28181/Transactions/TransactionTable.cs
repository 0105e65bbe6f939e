using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>What the table tells its owner to do, in order.</summary>
/// <param name="Peer">To whom, or from whom.</param>
/// <param name="Send">A message to put on the wire, or null.</param>
/// <param name="Request">A new request to act on and answer with <see cref="TransactionTable{TPeer}.Respond"/>; an ACK is not answered; or null.</param>
/// <param name="Response">A response to <paramref name="About"/>, or null.</param>
/// <param name="About">The request a response or a time-out is about, or null.</param>
/// <param name="TimedOut">Nobody answered <paramref name="About"/> (or its connection broke), or nobody acknowledged our answer to it.</param>
public readonly record struct TransactionEvent<TPeer>(
    TPeer Peer, SipMessage? Send = null, SipRequest? Request = null, SipResponse? Response = null, SipRequest? About = null, bool TimedOut = false);

/// <summary>
/// All transactions of one SIP side: a pure state machine over messages and time. It opens no socket and reads no clock;
/// what it wants done it returns. Not safe for concurrent use: its owner holds a lock or a queue.
/// </summary>
/// <param name="timers">T1, T2, T4.</param>
/// <param name="isReliable">Whether a peer is reached over TCP.</param>
/// <param name="mostTransactions">The most transactions held; beyond it new requests are answered 503 without being remembered. Default 100,000.</param>
public sealed class TransactionTable<TPeer>(TransactionTimers timers, Func<TPeer, bool> isReliable, int mostTransactions = 100_000)
{
    private readonly Dictionary<TransactionKey, Entry<ClientTransaction>> clients = [];
    private readonly Dictionary<TransactionKey, Entry<ServerTransaction>> servers = [];
    private readonly Dictionary<(string CallId, uint Number, string? FromTag), TransactionKey> accepted = [];
    private readonly PriorityQueue<Wake, TimeSpan> wakes = new();

    private readonly record struct Wake(TransactionKey Key, bool IsClient);

    private sealed class Entry<TTransaction>(TTransaction transaction, TPeer peer)
    {
        public TTransaction Transaction => transaction;

        public TPeer Peer => peer;

        public TimeSpan? WakesAt { get; set; }
    }

    /// <summary>How many transactions are held.</summary>
    public int Count => clients.Count + servers.Count;

    /// <summary>When to call <see cref="Advance"/> next, at the latest; null when nothing waits.</summary>
    public TimeSpan? Due => wakes.TryPeek(out _, out var due) ? due : null;

    /// <summary>Sends a request in a transaction of its own. An ACK of a 2xx has none: send it as it is.</summary>
    public IReadOnlyList<TransactionEvent<TPeer>> Send(SipRequest request, TPeer peer, TimeSpan now)
    {
        var key = TransactionKey.OfClient(request);
        var entry = new Entry<ClientTransaction>(new ClientTransaction(request, isReliable(peer), timers, now), peer);
        if (!clients.TryAdd(key, entry))
            throw new InvalidOperationException($"The branch {key.Name} is already in use; every request needs one of its own.");
        Schedule(new Wake(key, IsClient: true), entry, entry.Transaction.Due);
        return [new(peer, Send: request)];
    }

    /// <summary>Takes a message from the wire.</summary>
    public IReadOnlyList<TransactionEvent<TPeer>> Receive(SipMessage message, TPeer peer, TimeSpan now) => message switch
    {
        SipResponse response => ReceiveResponse(response, now),
        SipRequest { Method: SipMethods.Ack } ack => ReceiveAck(ack, peer, now),
        SipRequest request => ReceiveRequest(request, peer),
        _ => [],
    };

    /// <summary>
    /// Answers a request that was given up by <see cref="Receive"/>; every such request is owed an answer, and is held until
    /// it has one. Nothing happens when its transaction is over.
    /// </summary>
    public IReadOnlyList<TransactionEvent<TPeer>> Respond(SipRequest request, SipResponse response, TimeSpan now)
    {
        var key = TransactionKey.OfServer(request);
        if (!servers.TryGetValue(key, out var entry))
            return [];
        var step = entry.Transaction.Respond(response, now);
        AfterServer(key, entry);
        return Events(step, entry.Peer, request);
    }

    /// <summary>The INVITE that a CANCEL means, as long as it has no final answer; null otherwise (RFC 3261 9.2).</summary>
    public SipRequest? FindCancelled(SipRequest cancel)
    {
        var found = servers.TryGetValue(TransactionKey.OfCancelled(cancel), out var entry);
        return found && entry!.Transaction.State is TransactionState.Trying or TransactionState.Proceeding ? entry!.Transaction.Request : null;
    }

    /// <summary>Lets time pass.</summary>
    public IReadOnlyList<TransactionEvent<TPeer>> Advance(TimeSpan now)
    {
        var events = new List<TransactionEvent<TPeer>>();
        while (wakes.TryPeek(out var wake, out var due) && due <= now)
        {
            wakes.Dequeue();
            if (wake.IsClient)
                AdvanceClient(wake.Key, due, now, events);
            else
                AdvanceServer(wake.Key, due, now, events);
        }
        return events;
    }

    /// <summary>The connection to a peer broke: everything it was asked and has not answered ends at once (RFC 3261 17.1.4).</summary>
    public IReadOnlyList<TransactionEvent<TPeer>> Fail(TPeer peer)
    {
        var events = new List<TransactionEvent<TPeer>>();
        foreach (var (key, entry) in clients.Where(each => EqualityComparer<TPeer>.Default.Equals(each.Value.Peer, peer)).ToArray())
        {
            events.AddRange(Events(entry.Transaction.Fail(), peer, entry.Transaction.Request));
            AfterClient(key, entry);
        }
        return events;
    }

    private IReadOnlyList<TransactionEvent<TPeer>> ReceiveResponse(SipResponse response, TimeSpan now)
    {
        var key = TransactionKey.OfClient(response);
        if (!clients.TryGetValue(key, out var entry))
            return [];
        var step = entry.Transaction.Receive(response, now);
        AfterClient(key, entry);
        return Events(step, entry.Peer, entry.Transaction.Request);
    }

    private IReadOnlyList<TransactionEvent<TPeer>> ReceiveRequest(SipRequest request, TPeer peer)
    {
        var key = TransactionKey.OfServer(request);
        if (servers.TryGetValue(key, out var entry))
            return Events(entry.Transaction.ReceiveAgain(), entry.Peer, request);
        if (Count >= mostTransactions)
            return [new(peer, Send: SipReply.To(request, 503, "Service Unavailable"))];
        servers[key] = new(new ServerTransaction(request, isReliable(peer), timers), peer);
        return [new(peer, Request: request)];
    }

    private IReadOnlyList<TransactionEvent<TPeer>> ReceiveAck(SipRequest ack, TPeer peer, TimeSpan now)
    {
        var key = TransactionKey.OfServer(ack);
        // The ACK of a 2xx has a branch of its own (RFC 3261 13.2.2.4): it is told by the dialogue.
        if (!servers.ContainsKey(key) && !accepted.TryGetValue(DialogueOf(ack), out key))
            return [];
        var entry = servers[key];
        var step = entry.Transaction.Acknowledge(ack, now);
        AfterServer(key, entry);
        return step.Deliver is null ? [] : [new(peer, Request: ack)];
    }

    private void AdvanceClient(TransactionKey key, TimeSpan due, TimeSpan now, List<TransactionEvent<TPeer>> events)
    {
        if (!clients.TryGetValue(key, out var entry) || entry.WakesAt != due)
            return;
        entry.WakesAt = null;
        var step = entry.Transaction.Advance(now);
        AfterClient(key, entry);
        events.AddRange(Events(step, entry.Peer, entry.Transaction.Request));
    }

    private void AdvanceServer(TransactionKey key, TimeSpan due, TimeSpan now, List<TransactionEvent<TPeer>> events)
    {
        if (!servers.TryGetValue(key, out var entry) || entry.WakesAt != due)
            return;
        entry.WakesAt = null;
        var step = entry.Transaction.Advance(now);
        AfterServer(key, entry);
        events.AddRange(Events(step, entry.Peer, entry.Transaction.Request));
    }

    private void AfterClient(TransactionKey key, Entry<ClientTransaction> entry)
    {
        if (entry.Transaction.State == TransactionState.Terminated)
            clients.Remove(key);
        else
            Schedule(new Wake(key, IsClient: true), entry, entry.Transaction.Due);
    }

    private void AfterServer(TransactionKey key, Entry<ServerTransaction> entry)
    {
        if (entry.Transaction.State == TransactionState.Accepted)
            accepted[DialogueOf(entry.Transaction.Request)] = key;
        if (entry.Transaction.State != TransactionState.Terminated)
        {
            Schedule(new Wake(key, IsClient: false), entry, entry.Transaction.Due);
            return;
        }
        servers.Remove(key);
        accepted.Remove(DialogueOf(entry.Transaction.Request));
    }

    /// <summary>A wake that comes too early finds nothing due and is set again, so one that is already set earlier is enough.</summary>
    private void Schedule<TTransaction>(Wake wake, Entry<TTransaction> entry, TimeSpan? due)
    {
        if (due is not { } at || entry.WakesAt <= at)
            return;
        entry.WakesAt = at;
        wakes.Enqueue(wake, at);
    }

    private static (string CallId, uint Number, string? FromTag) DialogueOf(SipRequest request) =>
        (request.CallId, request.Sequence.Number, request.From?.Tag);

    private static TransactionEvent<TPeer>[] Events(TransactionStep step, TPeer peer, SipRequest about)
    {
        if (step == TransactionStep.Nothing)
            return [];
        if (step.Deliver is not SipResponse response)
            return [new(peer, Send: step.Send, About: about, TimedOut: step.TimedOut)];
        // The ACK of a refusal goes out before its owner hears of the refusal.
        return step.Send is null
            ? [new(peer, Response: response, About: about)]
            : [new(peer, Send: step.Send), new(peer, Response: response, About: about)];
    }
}
