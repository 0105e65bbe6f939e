using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Channels;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Simulators.Gb28181;

/// <summary>
/// One SIP side over real UDP and TCP sockets: the wire, the transactions and a clock put together. Device and platform
/// alike: who has requests to answer gives a handler.
/// </summary>
public sealed class SipEndpoint : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly TransactionTable<SipPeer> table;
    private readonly Dictionary<SipRequest, TaskCompletionSource<SipResponse?>> asked = [];
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly SipWire wire;
    private readonly Func<SipMessage, byte[]> write;
    private readonly Func<SipRequest, SipPeer, Task> onRequest;
    private readonly Channel<(SipRequest Request, SipPeer Peer)> incoming = Channel.CreateUnbounded<(SipRequest, SipPeer)>();
    private Task timer = Task.CompletedTask;
    private Task dispatcher = Task.CompletedTask;

    /// <param name="bind">Where to listen; port 0 takes a free one.</param>
    /// <param name="clock">For repeats and time-outs.</param>
    /// <param name="onRequest">Called for each request once; owes it an answer by <see cref="Respond"/> unless it is an ACK.</param>
    /// <param name="timers">T1, T2, T4; the standard's when null.</param>
    /// <param name="write">How messages become bytes; <see cref="SipWriter.Write"/> when null. For devices that write badly.</param>
    public SipEndpoint(
        IPEndPoint bind, TimeProvider clock, Func<SipRequest, SipPeer, Task> onRequest, TransactionTimers? timers = null, Func<SipMessage, byte[]>? write = null)
    {
        this.clock = clock;
        this.onRequest = onRequest;
        this.write = write ?? SipWriter.Write;
        started = clock.GetTimestamp();
        table = new(timers ?? TransactionTimers.Default, peer => peer.IsTcp);
        wire = SipWire.Open(bind, OnMessage, OnBroken);
    }

    public IPEndPoint Address => wire.Address;

    /// <summary>Inputs that were no message, by their error.</summary>
    public IReadOnlyDictionary<FrameError, int> Errors => wire.Errors;

    /// <summary>What the handlers threw, if they did: a fault of whoever uses this.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    public void Start()
    {
        wire.Start();
        timer = Task.Run(RunTimerAsync);
        dispatcher = Task.Run(DispatchAsync);
    }

    /// <summary>A branch nobody else has.</summary>
    public static string NewBranch() => Via.MagicCookie + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>A tag or Call-ID nobody else has.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>Sends a request and waits for its final response; null when nobody answers.</summary>
    public async Task<SipResponse?> AskAsync(SipRequest request, SipPeer peer, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<SipResponse?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            asked[request] = answer;
            Do(table.Send(request, peer, Now));
        }
        woken.Writer.TryWrite(true);
        return await answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Answers a request, provisionally or finally.</summary>
    public void Respond(SipRequest request, SipResponse response)
    {
        lock (gate)
            Do(table.Respond(request, response, Now));
        woken.Writer.TryWrite(true);
    }

    /// <summary>The INVITE that a CANCEL means, or null.</summary>
    public SipRequest? FindCancelled(SipRequest cancel)
    {
        lock (gate)
            return table.FindCancelled(cancel);
    }

    /// <summary>Sends what belongs to no transaction: the ACK of a 2xx.</summary>
    public void SendAlone(SipMessage message, SipPeer peer) => wire.Send(write(message), peer);

    /// <summary>Sends bytes that need be no message.</summary>
    public void SendBytes(ReadOnlyMemory<byte> bytes, SipPeer peer) => wire.Send(bytes, peer);

    /// <summary>Ends a TCP connection in the middle.</summary>
    public void Drop(SipPeer peer) => wire.Drop(peer.Address);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        incoming.Writer.TryComplete();
        await timer;
        await dispatcher;
        await wire.DisposeAsync();
        lock (gate)
        {
            foreach (var waiting in asked.Values)
                waiting.TrySetResult(null);
            asked.Clear();
        }
        stopping.Dispose();
    }

    private TimeSpan Now => clock.GetElapsedTime(started);

    private void OnMessage(SipMessage message, SipPeer peer)
    {
        if (message is SipRequest { TopVia: { } via } request)
            MarkWhereItCameFrom(request, via, peer);
        lock (gate)
            Do(table.Receive(message, peer, Now));
        woken.Writer.TryWrite(true);
    }

    private void OnBroken(SipPeer peer)
    {
        lock (gate)
            Do(table.Fail(peer));
    }

    private static void MarkWhereItCameFrom(SipRequest request, Via via, SipPeer peer)
    {
        var marked = via.ReceivedFrom(peer.Address.Address.ToString(), peer.Address.Port).ToString();
        request.Headers[SipHeaderNames.Via] = string.Join(", ", request.Headers.List(SipHeaderNames.Via).Skip(1).Prepend(marked));
    }

    private void Do(IEnumerable<TransactionEvent<SipPeer>> events)
    {
        foreach (var happened in events)
        {
            if (happened.Send is not null)
                wire.Send(write(happened.Send), happened.Peer);
            if (happened.Request is { } request)
                incoming.Writer.TryWrite((request, happened.Peer));
            var isFinal = happened.TimedOut || happened.Response is { IsProvisional: false };
            if (isFinal && happened.About is { } about && asked.Remove(about, out var answer))
                answer.TrySetResult(happened.Response);
        }
    }

    /// <summary>Handlers begin in the order in which requests came, so that a BYE does not overtake its ACK; their waits overlap.</summary>
    private async Task DispatchAsync()
    {
        await foreach (var (request, peer) in incoming.Reader.ReadAllAsync())
            _ = HandleAsync(request, peer);
    }

    private async Task HandleAsync(SipRequest request, SipPeer peer)
    {
        try
        {
            await onRequest(request, peer);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Faults.Enqueue(e);
            if (request.Method != SipMethods.Ack)
                Respond(request, SipReply.To(request, 500, "Server Internal Error", NewToken()));
        }
    }

    private async Task RunTimerAsync()
    {
        try
        {
            while (true)
            {
                TimeSpan? due;
                lock (gate)
                {
                    Do(table.Advance(Now));
                    due = table.Due;
                }
                await WaitAsync(due - Now);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task WaitAsync(TimeSpan? wait)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var signal = woken.Reader.ReadAsync(ending.Token).AsTask();
        if (wait is not { } time)
        {
            await signal;
            return;
        }
        var pause = Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock, ending.Token);
        await Task.WhenAny(signal, pause);
        await ending.CancelAsync();
        stopping.Token.ThrowIfCancellationRequested();
    }
}
