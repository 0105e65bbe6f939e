using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Simulators.Jt808;

/// <summary>
/// A vehicle terminal that calls its platform over TCP: registers, authenticates, reports where it is, keeps what it could
/// not send and uploads it as batches after an outage, answers the platform, uploads pictures in sub-packets. It holds no
/// thread: thousands run in one process.
/// <code>
/// var terminal = new Jt808Terminal(new() { Port = port, Phone = TerminalPhone.Parse("13973400001") }, TimeProvider.System);
/// Task run = terminal.RunAsync(stop.Token);
/// terminal.LoseLine(TimeSpan.FromMinutes(2));
/// </code>
/// </summary>
public sealed class Jt808Terminal
{
    private readonly Jt808TerminalOptions _options;
    private readonly TimeProvider _time;
    private readonly Jt808TerminalState _state;
    private readonly Jt808TerminalAnswers _answers;
    private readonly Channel<LocationReport> _reports;
    private readonly ConcurrentQueue<(byte[] Data, byte Event)> _pictures = [];
    private readonly ConcurrentQueue<Jt808Misbehaviour> _mischief = [];
    private string? _code;
    private List<LocationReport> _unsent = [];
    private long _sequence = -1, _outageUntilTicks, _acknowledged, _repeated, _connections;
    private volatile CancellationTokenSource? _line;

    /// <summary>Makes a terminal; it does nothing before <see cref="RunAsync"/>.</summary>
    public Jt808Terminal(Jt808TerminalOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _state = new Jt808TerminalState(options, time);
        _answers = new Jt808TerminalAnswers(options, _state);
        _reports = Channel.CreateBounded<LocationReport>(
            new BoundedChannelOptions(options.BacklogLimit) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    }

    /// <summary>The terminal's number.</summary>
    public TerminalPhone Phone => _options.Phone;

    /// <summary>Whether the platform accepted the authentication on the line that is up.</summary>
    public bool IsOnline { get; private set; }

    /// <summary>How often the line came up.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Reports the platform acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Messages sent again for want of an answer.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Texts the platform sent (0x8300).</summary>
    public IReadOnlyCollection<string> Texts => _answers.Texts;

    /// <summary>Reports that wait for a line.</summary>
    public int Backlog => _reports.Reader.Count + _unsent.Count;

    /// <summary>Raises or clears alarms, and reports at once.</summary>
    public void Raise(AlarmFlags alarms)
    {
        _state.Alarms = alarms;
        ReportNow();
    }

    /// <summary>Reports where the vehicle is now, beside the schedule.</summary>
    public void ReportNow() => _reports.Writer.TryWrite(_state.Locate());

    /// <summary>Uploads a picture (0x0800, 0x0801 in sub-packets); <paramref name="cause"/> as in table 80.</summary>
    public void UploadPicture(byte[] jpeg, byte cause = 0)
    {
        _pictures.Enqueue((jpeg, cause));
        ReportNow();
    }

    /// <summary>The next <paramref name="messages"/> first sendings are bent.</summary>
    public void Misbehave(Jt808Misbehaviour misbehaviour, int messages = 1)
    {
        for (int i = 0; i < messages; i++) _mischief.Enqueue(misbehaviour);
    }

    /// <summary>Sets the terminal's clock wrong by so much.</summary>
    public void SetWildClock(TimeSpan error) => _state.SetClockError(error);

    /// <summary>Loses the line and cannot call again for a while; the vehicle drives on.</summary>
    public void LoseLine(TimeSpan outage)
    {
        Interlocked.Exchange(ref _outageUntilTicks, (_time.GetUtcNow() + outage).UtcTicks);
        _line?.Cancel();
    }

    /// <summary>Runs until cancelled: drives, calls the platform, calls again when the line is lost. Returns without throwing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Task driving = DriveAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await DelayAsync(new DateTimeOffset(Interlocked.Read(ref _outageUntilTicks), TimeSpan.Zero) - _time.GetUtcNow(), cancellationToken);
            await CallAsync(cancellationToken);
            await DelayAsync(_options.ReconnectDelay, cancellationToken);
        }

        await driving;
    }

    internal static string IdOf(Jt808TerminalOptions options) => $"S{options.Phone.ToString().PadLeft(6, '0')[^6..]}";

    private async Task DriveAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ReportNow();
            await DelayAsync(_state.ReportEvery, cancellationToken);
        }
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _line = ended;
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(_options.Host, _options.Port, ended.Token);
            using var line = new Jt808TerminalLine(socket);
            Interlocked.Increment(ref _connections);
            var session = new Jt808TerminalSession(_options, _state, _answers, line, _time, NextSequence, NextMisbehaviour, OnRepeated);
            Task reading = session.ReadAsync(ended.Token), sending = SendAsync(session, ended.Token);
            await Task.WhenAny(reading, sending);
            await ended.CancelAsync();
            await Task.WhenAll(reading, sending);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is lost, or we are to stop: the caller knows which. What was under way is kept in _unsent.
        }
        finally
        {
            IsOnline = false;
            _line = null;
        }
    }

    private async Task SendAsync(Jt808TerminalSession session, CancellationToken cancellationToken)
    {
        DateTimeOffset connected = _state.Clock;
        _code ??= await session.RegisterAsync(cancellationToken);
        if (_code is null) return;
        if (!await session.AuthenticateAsync(_code, cancellationToken))
        {
            _code = null; // the platform forgot us: register again on the next line
            return;
        }

        IsOnline = true;
        while (true)
        {
            if (_pictures.TryDequeue(out (byte[] Data, byte Event) picture)) await session.UploadAsync(picture.Data, picture.Event, cancellationToken);
            if (!await CollectAsync(cancellationToken))
            {
                await session.SendAndWaitAsync(new RawBody(MessageIds.Heartbeat), cancellationToken);
                continue;
            }

            bool alone = _unsent.Count == 1;
            Jt808Body body = alone ? _unsent[0] : new LocationBatch(_unsent[0].Time < connected, _unsent);
            await session.SendAndWaitAsync(body, cancellationToken);
            Interlocked.Add(ref _acknowledged, _unsent.Count);
            _unsent = [];
        }
    }

    /// <summary>Takes the reports that wait, at most a batch; false when none came for a heartbeat's time.</summary>
    private async Task<bool> CollectAsync(CancellationToken cancellationToken)
    {
        if (_unsent.Count == 0)
        {
            using var beat = new CancellationTokenSource(_state.Heartbeat, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, cancellationToken);
            try
            {
                await _reports.Reader.WaitToReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        while (_unsent.Count < _options.BatchSize && _reports.Reader.TryRead(out LocationReport? report)) _unsent.Add(report);
        return _unsent.Count > 0;
    }

    private ushort NextSequence(int count) => (ushort)(Interlocked.Add(ref _sequence, count) - count + 1);

    /// <summary>The next misbehaviour if it is of the kind asked for: uploads lose parts, other messages are bent.</summary>
    private Jt808Misbehaviour? NextMisbehaviour(bool upload) =>
        _mischief.TryPeek(out Jt808Misbehaviour next) && (next == Jt808Misbehaviour.LostPart) == upload && _mischief.TryDequeue(out next)
            ? next
            : null;

    private void OnRepeated() => Interlocked.Increment(ref _repeated);

    /// <summary>A delay that ends early, and quietly, when cancelled.</summary>
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= TimeSpan.Zero) return;
        await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
