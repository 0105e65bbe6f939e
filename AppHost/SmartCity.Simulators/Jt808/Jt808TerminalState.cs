using System.Collections.Concurrent;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Simulators.Jt808;

/// <summary>What the terminal knows: its clock, parameters, alarms, doors; and where it is.</summary>
internal sealed class Jt808TerminalState
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private readonly TimeProvider _time;
    private readonly HengyangRoute _route;
    private long _clockErrorTicks, _trackUntilTicks;
    private int _trackSeconds;

    public Jt808TerminalState(Jt808TerminalOptions options, TimeProvider time)
    {
        _time = time;
        _route = new HengyangRoute(options.Seed);
        Set(ParameterIds.HeartbeatSeconds, options.HeartbeatInterval);
        Set(ParameterIds.TcpAckTimeoutSeconds, options.AckTimeout);
        Set(ParameterIds.ReportSeconds, options.ReportInterval);
        Parameters[ParameterIds.TcpRetries] = TerminalParameter.Of(ParameterIds.TcpRetries, (uint)options.Retries);
        Parameters[ParameterIds.Plate] = TerminalParameter.Of(ParameterIds.Plate, options.Plate);
        (Heartbeat, AckTimeout, Report) = (options.HeartbeatInterval, options.AckTimeout, options.ReportInterval);
    }

    public ConcurrentDictionary<uint, TerminalParameter> Parameters { get; } = [];

    public TimeSpan Heartbeat { get; private set; }

    public TimeSpan AckTimeout { get; private set; }

    public TimeSpan Report { get; private set; }

    public AlarmFlags Alarms { get; set; }

    public bool DoorsLocked { get; set; }

    /// <summary>What the terminal believes the time is.</summary>
    public DateTimeOffset Clock => (_time.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _clockErrorTicks))).ToOffset(Beijing);

    public TimeSpan ReportEvery => _time.GetUtcNow().UtcTicks < Interlocked.Read(ref _trackUntilTicks)
        ? TimeSpan.FromSeconds(_trackSeconds)
        : Report;

    public void SetClockError(TimeSpan error) => Interlocked.Exchange(ref _clockErrorTicks, error.Ticks);

    public void Track(TrackingControl control)
    {
        _trackSeconds = Math.Max((int)control.IntervalSeconds, 1);
        DateTimeOffset until = control.IntervalSeconds == 0 ? default : _time.GetUtcNow().AddSeconds(control.ValidSeconds);
        Interlocked.Exchange(ref _trackUntilTicks, until.UtcTicks);
    }

    public void Apply(TerminalParameter parameter)
    {
        Parameters[parameter.Id] = parameter;
        if (parameter.Number is not > 0) return;
        var seconds = TimeSpan.FromSeconds(parameter.Number.Value);
        if (parameter.Id == ParameterIds.HeartbeatSeconds) Heartbeat = seconds;
        if (parameter.Id == ParameterIds.TcpAckTimeoutSeconds) AckTimeout = seconds;
        if (parameter.Id == ParameterIds.ReportSeconds) Report = seconds;
    }

    /// <summary>The vehicle as it is now.</summary>
    public LocationReport Locate()
    {
        DateTimeOffset now = _time.GetUtcNow();
        RoutePoint point = _route.At(now);
        double loops = now.ToUnixTimeSeconds() % (100 * 86_400) / _route.LoopSeconds;
        return new LocationReport
        {
            Alarms = Alarms,
            Status = StatusFlags.EngineOn | StatusFlags.Located | StatusFlags.BeiDou | (DoorsLocked ? StatusFlags.DoorsLocked : 0),
            LatitudeMicrodegrees = (uint)Math.Round(point.Latitude * 1e6),
            LongitudeMicrodegrees = (uint)Math.Round(point.Longitude * 1e6),
            AltitudeMetres = 70,
            SpeedTenthsKmh = (ushort)Math.Round(point.SpeedKmh * 10),
            DirectionDegrees = (ushort)point.DirectionDegrees,
            Time = Clock,
            Items = new AdditionalItemsBuilder().Mileage((uint)(loops * _route.LoopMetres / 100)).SignalStrength(25).Satellites(14).Build(),
        };
    }

    private void Set(uint id, TimeSpan value) => Parameters[id] = TerminalParameter.Of(id, (uint)Math.Max(1, value.TotalSeconds));
}
