using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>What a host can change in a station, and the station's own clock.</summary>
internal sealed class Hj212StationState(Hj212StationOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _lastQn;

    public volatile int OverTimeSeconds = Math.Max(1, (int)options.OverTime.TotalSeconds);
    public volatile int ReCount = options.ReCount;
    public volatile int RealtimeSeconds = (int)options.RealtimeInterval.TotalSeconds;
    public volatile int MinuteInterval = Math.Max(1, (int)options.MinuteInterval.TotalMinutes);
    public volatile bool RealtimeOn = true;
    public volatile string Pw = options.Pw;
    private long _clockOffsetTicks;

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public TimeSpan MinutePeriod => TimeSpan.FromMinutes(MinuteInterval);

    public TimeSpan RealtimePeriod => RealtimeOn ? TimeSpan.FromSeconds(RealtimeSeconds) : TimeSpan.Zero;

    public Hj212Peer Peer => new(options.Mn, Pw, options.St, options.Edition);

    /// <summary>What the station believes the time is, Beijing zone.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _clockOffsetTicks)).ToOffset(Hj212Time.Zone);

    public void SetClock(DateTimeOffset now) => Interlocked.Exchange(ref _clockOffsetTicks, (now - time.GetUtcNow()).Ticks);

    /// <summary>A QN that no other upload of this station has, however fast they come.</summary>
    public string NextQn(int room = 1)
    {
        lock (_lock)
        {
            DateTimeOffset now = Now;
            bool tooClose = now <= _lastQn && _lastQn - now < TimeSpan.FromMinutes(1);
            DateTimeOffset qn = tooClose ? _lastQn.AddMilliseconds(1) : now;
            _lastQn = qn.AddMilliseconds(room - 1);
            return Hj212Time.FormatQn(qn);
        }
    }
}
