using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

using Values = IReadOnlyList<(DataAddress Address, ReadOnlyMemory<byte> Value)>;

/// <summary>What the controller reports by itself: stage changes, detector counts, alarms and faults.</summary>
internal sealed class SignalReports(SignalControllerOptions options, SignalRunState run, SignalObjects objects, Random random)
{
    private readonly DetectorTraffic _traffic = new(options.Detectors, options.FlowPerHour, random);
    private (ControlMode, byte Plan, byte Stage) _reported;
    private DateTime? _lastCount, _lastTick;
    private DateTimeOffset? _lastHeartbeat;

    public Queue<(FaultType Type, FaultAction Action)> Pending { get; } = [];

    public Queue<(AlarmType Type, AlarmValue Value)> PendingAlarms { get; } = [];

    public IEnumerable<Values> Due(DateTime local)
    {
        Break(local);
        List<Values> due = [];
        due.AddRange(Faults(local));
        due.AddRange(Alarms(local));
        due.AddRange(Counts(local));
        due.AddRange(StageChange(local));
        return due;
    }

    public bool HeartbeatIsDue(DateTimeOffset now)
    {
        if (options.HeartbeatInterval is not { } interval || now - _lastHeartbeat < interval)
        {
            return false;
        }

        _lastHeartbeat = now;
        return true;
    }

    /// <summary>Things break at random moments, as often as the options say.</summary>
    private void Break(DateTime local)
    {
        TimeSpan passed = local - (_lastTick ?? local);
        _lastTick = local;
        if (options.MeanTimeBetweenFaults is { } fault && random.NextDouble() < passed / fault)
        {
            Pending.Enqueue((random.GetItems(Enum.GetValues<FaultType>(), 1)[0], FaultAction.None));
        }

        if (options.MeanTimeBetweenAlarms is { } alarm && random.NextDouble() < passed / alarm)
        {
            PendingAlarms.Enqueue((AlarmType.Environment, random.GetItems(Enum.GetValues<AlarmValue>(), 1)[0]));
        }
    }

    private IEnumerable<Values> Faults(DateTime local)
    {
        while (Pending.TryDequeue(out var fault))
        {
            objects.Faults.Insert(0, new SignalFault((uint)objects.Faults.Count + 1, fault.Type, fault.Action, local));
            run.Mode = fault.Action switch
            {
                FaultAction.YellowFlash => ControlMode.YellowFlash,
                FaultAction.AllRed => ControlMode.AllRed,
                FaultAction.LampsOff => ControlMode.LampsOff,
                _ => run.Mode,
            };
            yield return Row(local, 1, "FaultNumber", "FaultType", "FaultTime", "FaultAction");
        }
    }

    private IEnumerable<Values> Alarms(DateTime local)
    {
        while (PendingAlarms.TryDequeue(out var alarm))
        {
            objects.Alarms.Insert(0, new SignalAlarm((uint)objects.Alarms.Count + 1, alarm.Type, alarm.Value, local));
            yield return Row(local, 1, "AlarmNumber", "AlarmType", "AlarmValue", "AlarmTime");
        }
    }

    private IEnumerable<Values> Counts(DateTime local)
    {
        _lastCount ??= local;
        if (local - _lastCount < options.FlowPeriod)
        {
            yield break;
        }

        _lastCount += options.FlowPeriod;
        foreach (DetectorCount count in _traffic.Count(options.FlowPeriod, local.TimeOfDay))
        {
            objects.LastCounts[count.Detector] = count;
        }

        yield return [.. Enumerable.Range(1, options.Detectors).SelectMany(
            detector => Row(local, detector, "StatisticsDetector", "Flow", "Occupancy", "MeanSpeed"))];
    }

    private IEnumerable<Values> StageChange(DateTime local)
    {
        var now = (run.Mode, run.Plan.Number, run.Moment(local).Stage.Number);
        if (now != _reported)
        {
            _reported = now;
            yield return Row(local, 1, "CrossingNumber", "CrossingMode", "CrossingPlan", "CrossingStage");
        }
    }

    private Values Row(DateTime local, int element, params ReadOnlySpan<string> names)
    {
        var values = new List<(DataAddress, ReadOnlyMemory<byte>)>(names.Length);
        foreach (string name in names)
        {
            DataAddress address = SignalObjects.Address(name, element);
            values.Add((address, objects.Value(address, local)));
        }

        return values;
    }
}
