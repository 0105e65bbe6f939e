using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>
/// A monitoring station that calls its host over TCP: uploads real-time, minute, hour and day data, waits for 9014 and
/// repeats, keeps what it could not send, and answers the host. It holds no thread: thousands run in one process.
/// <code>
/// var station = new Hj212Station(new() { Port = port, Mn = "010000A8900016F000169DC0" }, TimeProvider.System);
/// Task run = station.RunAsync(stop.Token);
/// station.Force("a34004", 180, TimeSpan.FromMinutes(30));
/// </code>
/// </summary>
public sealed class Hj212Station
{
    private readonly Hj212StationOptions _options;
    private readonly TimeProvider _time;
    private readonly Hj212StationState _state;
    private readonly Hj212Memory _memory;
    private readonly Hj212StationCommands _commands;
    private readonly Channel<Hj212Packet> _queue;
    private readonly ConcurrentQueue<Hj212Misbehaviour> _mischief = [];
    private readonly ConcurrentQueue<(DateTimeOffset From, DateTimeOffset To)> _dropped = [];
    private Hj212Packet? _current;
    private volatile Awaited? _awaited;
    private readonly ConcurrentQueue<int> _splits = [];
    private long _silentUntilTicks;
    private long _acknowledged, _repeated, _givenUp, _connections;

    /// <summary>Makes a station; it does nothing before <see cref="RunAsync"/>.</summary>
    public Hj212Station(Hj212StationOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _state = new Hj212StationState(options, time);
        _memory = new Hj212Memory(options);
        _commands = new Hj212StationCommands(options, _state, _memory);
        _queue = Channel.CreateBounded<Hj212Packet>(
            new BoundedChannelOptions(options.QueueLimit) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    }

    private sealed record Awaited(string? Qn, TaskCompletionSource Acknowledged);

    /// <summary>The device.</summary>
    public string Mn => _options.Mn;

    /// <summary>What the station believes the time is, Beijing zone.</summary>
    public DateTimeOffset Clock => _state.Now;

    /// <summary>Whether the line is up.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>How often the line came up.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Uploads that wait to be sent or acknowledged.</summary>
    public int Queued => _queue.Reader.Count + (_current is null ? 0 : 1);

    /// <summary>Uploads the host acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Sendings beyond the first of an upload.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Uploads the host never acknowledged on a standing line.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>Holds a factor at a value for a while from now: over its limit, for a scenario. Means and maxima follow, back-fill too.</summary>
    public void Force(string code, double value, TimeSpan duration) => _memory.Add(code, value, Clock, Clock + duration);

    /// <summary>The next <paramref name="uploads"/> first sendings are bent; repetitions are good again.</summary>
    public void Misbehave(Hj212Misbehaviour misbehaviour, int uploads = 1)
    {
        for (int i = 0; i < uploads; i++)
        {
            _mischief.Enqueue(misbehaviour);
        }
    }

    /// <summary>The next <paramref name="uploads"/> are sent in parts, as if they were too long for one frame.</summary>
    public void SplitNext(int uploads = 1)
    {
        for (int i = 0; i < uploads; i++)
        {
            _splits.Enqueue(i);
        }
    }

    /// <summary>Sends nothing, not even answers, for a while; the line stays up.</summary>
    public void FallSilent(TimeSpan duration) => Interlocked.Exchange(ref _silentUntilTicks, (_time.GetUtcNow() + duration).UtcTicks);

    /// <summary>Sets the station's clock wrong (1970, 2099); only a host's 1012 sets it right.</summary>
    public void SetWildClock(DateTimeOffset clock) => _state.SetClock(clock);

    /// <summary>Does not upload data whose DataTime lies from <paramref name="from"/> to before <paramref name="to"/>: the host has to ask for them.</summary>
    public void Withhold(DateTimeOffset from, DateTimeOffset to) => _dropped.Enqueue((from, to));

    /// <summary>Uploads real-time data of now, beside the schedule.</summary>
    public void UploadNow() => Enqueue(Hj212Cn.Realtime, _memory.Realtime(Clock));

    /// <summary>Runs until cancelled: measures, calls the host, and calls again when the line is lost. Returns without throwing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_options.AnnouncesRestart)
        {
            Enqueue(Hj212Cn.Restarted, $"DataTime={Hj212Time.Format(Clock)};RestartTime={Hj212Time.Format(Clock)}");
        }

        Task measuring = MeasureAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await CallAsync(cancellationToken);
            await DelayAsync(_options.ReconnectDelay, cancellationToken);
        }

        await measuring;
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset done = Clock;
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan until = Hj212Schedule.UntilNext(Clock, _state.RealtimePeriod, _state.MinutePeriod);
            await DelayAsync(until < TimeSpan.FromSeconds(30) ? until : TimeSpan.FromSeconds(30), cancellationToken);
            DateTimeOffset now = Clock;
            bool jumped = now < done || now - done > TimeSpan.FromDays(2);
            foreach (Hj212Due due in jumped ? [] : Hj212Schedule.Between(done, now, _state.RealtimePeriod, _state.MinutePeriod))
            {
                Upload(due);
            }

            done = now;
        }
    }

    private void Upload(Hj212Due due)
    {
        if (!_dropped.Any(gap => gap.From <= due.DataTime && due.DataTime < gap.To))
        {
            Enqueue(due.Cn, due.Period == TimeSpan.Zero ? _memory.Realtime(due.DataTime) : _memory.Period(due.DataTime, due.Period));
        }
    }

    private void Enqueue(int cn, string cp)
    {
        bool split = cn != Hj212Cn.Restarted && _splits.TryDequeue(out _);
        Hj212Packet packet = _state.Peer.Compose(cn, _state.NextQn(room: 64), cp, _options.WantsAnswer);
        foreach (Hj212Packet part in split ? Hj212Splitter.Split(packet, Math.Max(80, cp.Length / 2)) : Hj212Splitter.Split(packet))
        {
            _queue.Writer.TryWrite(part);
        }
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, ended.Token);
            using var line = new Hj212StationLine(client, _options);
            Interlocked.Increment(ref _connections);
            IsConnected = true;
            Task reading = line.ReadAsync(packet => ReceivedAsync(line, packet, ended.Token), ended.Token);
            Task sending = SendQueueAsync(line, ended.Token);
            await Task.WhenAny(reading, sending);
            await ended.CancelAsync();
            await Task.WhenAll(reading, sending);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is lost, or we are to stop: the caller knows which. What was under way is kept in _current.
        }
        finally
        {
            IsConnected = false;
        }
    }

    private async Task SendQueueAsync(Hj212StationLine line, CancellationToken cancellationToken)
    {
        while (true)
        {
            _current ??= await _queue.Reader.ReadAsync(cancellationToken);
            await UploadAsync(line, _current, cancellationToken);
            _current = null;
        }
    }

    private async Task UploadAsync(Hj212StationLine line, Hj212Packet packet, CancellationToken cancellationToken)
    {
        for (int sending = 0; sending <= _state.ReCount; sending++)
        {
            var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = new Awaited(packet.Qn, acknowledged);
            Interlocked.Add(ref _repeated, sending == 0 ? 0 : 1);
            await SendOnceAsync(line, packet, first: sending == 0, cancellationToken);
            if (!packet.WantsAnswer)
            {
                return;
            }

            await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(_state.OverTimeSeconds), _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (acknowledged.Task.IsCompleted)
            {
                Interlocked.Increment(ref _acknowledged);
                return;
            }
        }

        Interlocked.Increment(ref _givenUp);
    }

    private async Task SendOnceAsync(Hj212StationLine line, Hj212Packet packet, bool first, CancellationToken cancellationToken)
    {
        TimeSpan silence = new DateTimeOffset(Interlocked.Read(ref _silentUntilTicks), TimeSpan.Zero) - _time.GetUtcNow();
        await DelayAsync(silence, cancellationToken);
        byte[] frame = line.FrameOf(packet);
        await line.SendAsync(first && _mischief.TryDequeue(out Hj212Misbehaviour misbehaviour)
            ? Hj212Mischief.Apply(misbehaviour, packet, frame) : frame, cancellationToken);
    }

    private async Task ReceivedAsync(Hj212StationLine line, Hj212Packet packet, CancellationToken cancellationToken)
    {
        if (packet.Cn is Hj212Cn.DataAcknowledgement or Hj212Cn.NotificationAcknowledgement)
        {
            Awaited? awaited = _awaited;
            if (awaited is not null && awaited.Qn == packet.Qn)
            {
                awaited.Acknowledged.TrySetResult();
            }
        }
        else if (_time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _silentUntilTicks))
        {
            foreach (Hj212Packet answer in _commands.Answer(packet))
            {
                await line.SendAsync(answer, cancellationToken);
            }
        }
    }

    /// <summary>A delay that ends early, and quietly, when cancelled.</summary>
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
