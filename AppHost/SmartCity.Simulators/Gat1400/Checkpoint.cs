using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Simulators.Gat1400;

/// <summary>What a checkpoint has done so far.</summary>
/// <param name="Passed">Vehicles seen.</param>
/// <param name="Delivered">Vehicles the library said OK to.</param>
/// <param name="Refused">Vehicles it refused for good.</param>
/// <param name="Lost">Vehicles the full queue let go.</param>
/// <param name="Waiting">Vehicles in the queue.</param>
public sealed record CheckpointCounts(int Passed, int Delivered, int Refused, int Lost, int Waiting);

/// <summary>
/// A simulated checkpoint (卡口) over real HTTP: registers with Digest, keeps alive, posts vehicles with their pictures, takes
/// leave. While the line is down it queues. Step by step for tests, or <see cref="RunAsync"/>. Not safe for concurrent use.
/// </summary>
public sealed class Checkpoint
{
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _clock;
    private readonly CheckpointScript _script;
    private readonly ViidClient _client;
    private readonly LinkedList<MotorVehicle> _queue = [];
    private int _passed, _delivered, _refused, _lost;

    /// <summary>Makes a checkpoint; nothing is sent yet.</summary>
    /// <param name="options">What it is and does.</param>
    /// <param name="http">With the library's base address; its timeout is the checkpoint's.</param>
    /// <param name="clock">Its clock.</param>
    public Checkpoint(CheckpointOptions options, HttpClient http, TimeProvider clock)
    {
        (_options, _clock, _script) = (options, clock, new CheckpointScript(options));
        var password = Does(CheckpointMischief.WrongPassword) ? options.Password + "-wrong" : options.Password;
        _client = new ViidClient(http, options.Device.ToString(), password,
            Does(CheckpointMischief.ExpiredNonce) ? token => Task.Delay(options.NonceHeldBack, clock, token) : null);
    }

    /// <summary>True from a registration answered until the library forgets us or we take leave.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>What was done so far.</summary>
    public CheckpointCounts Counts => new(_passed, _delivered, _refused, _lost, _queue.Count);

    /// <summary>Registers.</summary>
    public async Task<ViidReply> RegisterAsync(CancellationToken cancellationToken)
    {
        var reply = await _client.RegisterAsync(cancellationToken);
        IsRegistered = reply.Outcome is ViidOutcome.Answered && reply.Rows.All(row => row.StatusCode is StatusCode.Ok);
        return reply;
    }

    /// <summary>Says it is alive; registers again when the library has forgotten it.</summary>
    public async Task<ViidReply> KeepaliveAsync(CancellationToken cancellationToken)
    {
        var reply = await _client.KeepaliveAsync(cancellationToken);
        return reply.Outcome is ViidOutcome.NotRegistered ? await RegisterAsync(cancellationToken) : reply;
    }

    /// <summary>Takes leave.</summary>
    public async Task<ViidReply> UnRegisterAsync(CancellationToken cancellationToken)
    {
        var reply = await _client.UnRegisterAsync(cancellationToken);
        IsRegistered = false;
        return reply;
    }

    /// <summary>A vehicle passes and joins the queue.</summary>
    public MotorVehicle Pass()
    {
        var vehicle = _script.Next(_clock.GetUtcNow());
        _passed++;
        _queue.AddLast(vehicle);
        for (; _queue.Count > _options.QueueCapacity; _lost++) _queue.RemoveFirst();
        return vehicle;
    }

    /// <summary>Posts one batch from the head of the queue; null when it is empty.</summary>
    public async Task<ViidReply?> FlushAsync(CancellationToken cancellationToken)
    {
        if (_queue.Count == 0) return null;
        var batch = _queue.Take(_options.BatchSize).ToArray();
        var body = Spoil(ViidMessages.MotorVehicles.Write(batch));
        var reply = await _client.PostAsync(ViidPaths.Of(ViidCollection.MotorVehicles), body, cancellationToken);
        if (reply.Outcome is ViidOutcome.NotRegistered)
        {
            IsRegistered = false;
            if ((await RegisterAsync(cancellationToken)).Outcome is ViidOutcome.Answered)
                reply = await _client.PostAsync(ViidPaths.Of(ViidCollection.MotorVehicles), body, cancellationToken);
        }
        if (reply.Outcome is ViidOutcome.Answered) Settle(batch, reply);
        else if (reply.Outcome is ViidOutcome.Refused) Drop(batch);
        return reply;
    }

    /// <summary>
    /// Registers, then sees vehicles, posts them and keeps alive until cancelled, and takes leave. A wrong password ends it;
    /// a line that is down is tried again after 1, 2, 4 … 60 s.
    /// </summary>
    /// <exception cref="OperationCanceledException">Never: cancelling is how it ends.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await RegisterUntilAnsweredAsync(cancellationToken)) await WatchAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private async Task LeaveAsync()
    {
        if (!IsRegistered) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        try
        {
            await UnRegisterAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            IsRegistered = false;
        }
    }

    private async Task<bool> RegisterUntilAnsweredAsync(CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); ; wait = wait * 2 > TimeSpan.FromSeconds(60) ? TimeSpan.FromSeconds(60) : wait * 2)
        {
            var reply = await RegisterAsync(cancellationToken);
            if (IsRegistered) return true;
            if (reply.Outcome is ViidOutcome.WrongPassword or ViidOutcome.Refused) return false;
            await Task.Delay(wait, _clock, cancellationToken);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var alive = _clock.GetUtcNow() + _options.Keepalive;
        var vehicle = _clock.GetUtcNow() + _script.NextGap();
        while (true)
        {
            var next = alive < vehicle ? alive : vehicle;
            var wait = next - _clock.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (next == alive)
            {
                await KeepaliveAsync(cancellationToken);
                alive = _clock.GetUtcNow() + _options.Keepalive;
                continue;
            }
            Pass();
            vehicle = _clock.GetUtcNow() + _script.NextGap();
            // One batch a vehicle: after a gap the queue empties BatchSize times as fast as it fills.
            await FlushAsync(cancellationToken);
        }
    }

    private bool Does(CheckpointMischief mischief) => _options.Mischief.HasFlag(mischief);

    private byte[] Spoil(byte[] body)
    {
        if (Does(CheckpointMischief.MalformedJson)) return body[..(body.Length / 2)];
        if (!Does(CheckpointMischief.OversizedBody)) return body;
        var padded = new byte[Math.Max(body.Length, _options.OversizedBytes)];
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded.AsSpan());
        return padded;
    }

    // Rows come in the order sent; a library that answers with fewer is taken to mean the one for all.
    private void Settle(MotorVehicle[] batch, ViidReply reply)
    {
        var node = _queue.First;
        for (var i = 0; i < batch.Length; i++)
        {
            var (head, code) = (node!, i < reply.Rows.Count ? reply.Rows[i].StatusCode : reply.Rows.LastOrDefault()?.StatusCode);
            node = head.Next;
            if (code is { } again && again.MayRetry()) continue;
            if (code is StatusCode.Ok or null) _delivered++;
            else _refused++;
            _queue.Remove(head);
        }
    }

    private void Drop(MotorVehicle[] batch)
    {
        for (var i = 0; i < batch.Length; i++) _queue.RemoveFirst();
        _refused += batch.Length;
    }
}
