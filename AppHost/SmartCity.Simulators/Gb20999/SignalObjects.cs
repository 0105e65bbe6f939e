using System.Globalization;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>
/// The objects of the controller: every attribute of the catalogue has a value, some kept as set, some computed from the
/// clock. Attribute 0 and element 0 read all of them.
/// </summary>
internal sealed class SignalObjects
{
    private readonly SignalControllerOptions _options;
    private readonly SignalRunState _run;
    private readonly DetectorTraffic _traffic;
    private readonly Dictionary<DataAddress, byte[]> _stored = [];

    public SignalObjects(SignalControllerOptions options, SignalRunState run, DetectorTraffic traffic)
    {
        (_options, _run, _traffic) = (options, run, traffic);
        SignalDefaults.Store(options, (name, element, value) => _stored[Address(name, element)] = Bytes(name, value));
    }

    /// <summary>What became of one value asked for or set.</summary>
    internal readonly record struct Outcome(DataAddress Address, byte[] Value, ValueError? Error = null);

    public Dictionary<byte, DetectorCount> LastCounts { get; } = [];

    public List<SignalAlarm> Alarms { get; } = [];

    public List<SignalFault> Faults { get; } = [];

    public static DataAddress Address(string name, int element = 0) => ObjectCatalogue.Named(name).Address with { Element = (byte)element };

    public IEnumerable<Outcome> Read(DataValue asked, DateTime local)
    {
        DataAddress[] addresses = [.. Expand(asked.Address)];
        return addresses.Length == 0
            ? [new Outcome(asked.Address, [], ValueError.DoesNotExist)]
            : addresses.Select(address => new Outcome(address, Value(address, local)));
    }

    public IEnumerable<Outcome> Write(DataValue set, DateTime local)
    {
        ValueError? error = Refusal(set) ?? Apply(set, local);
        yield return new Outcome(set.Address, [], error);
    }

    public byte[] Value(DataAddress address, DateTime local)
    {
        ObjectDefinition definition = ObjectCatalogue.Find(address)!;
        return Computed(definition.Name, address.Element, local) is { } value
            ? SignalValues.Write(definition, value)!
            : _stored.GetValueOrDefault(address) ?? new byte[definition.Kind == ValueKind.Text ? 0 : definition.Bytes];
    }

    /// <summary>All single values an address stands for; none when it does not exist here.</summary>
    private IEnumerable<DataAddress> Expand(DataAddress asked) =>
        from definition in ObjectCatalogue.All
        where definition.Address.Class == asked.Class && definition.Address.Object == asked.Object
            && (asked.Attribute == 0 || definition.Address.Attribute == asked.Attribute)
        let rows = definition.IsTable ? Rows(definition.Address) : 0
        from element in definition.IsTable ? Enumerable.Range(1, rows) : [0]
        where asked.Element == 0 || asked.Element == element
        select definition.Address with { Element = (byte)element };

    private int Rows(DataAddress table) => table switch
    {
        { Class: 3 or 4 or 7 } => _options.Phases,
        { Class: 5 } or { Class: 14 } => _options.Detectors,
        { Class: 6 or 10 } => _options.Plans.SelectMany(plan => plan.Stages).Max(stage => stage.Number),
        { Class: 9 } => _options.Plans.Length,
        { Class: 15 } => Math.Min(Alarms.Count, byte.MaxValue),
        { Class: 16 } => Math.Min(Faults.Count, byte.MaxValue),
        { Class: 8 } => 0,
        _ => 1,
    };

    private SignalValue? Computed(string name, byte row, DateTime local) => name switch
    {
        "StandardTime" => new TimeValue(local - TimeSpan.FromHours(8)),
        "LocalTime" => new TimeValue(local),
        "LampGroupState" => Number((long)_run.Lamp(row, local)),
        "StageState" => Number((long)_run.State(row, local)),
        "StageElapsed" => Number(_run.Moment(local) is var m && m.Stage.Number == row && _run.StagesRun ? m.Elapsed : 0),
        "StageRemaining" => Number(_run.Moment(local) is var m && m.Stage.Number == row && _run.StagesRun ? m.Remaining : 0),
        "CrossingMode" => Number((long)_run.Mode),
        "CrossingPlan" => Number(_run.Plan.Number),
        "CrossingStage" => Number(_run.StagesRun ? _run.Moment(local).Stage.Number : 0),
        "Presence" => new RawValue([.. BitConverter.GetBytes(_traffic.Presence(local.TimeOfDay)).Reverse()]),
        "Flow" => Number(LastCounts.GetValueOrDefault(row).Vehicles),
        "Occupancy" => Number(LastCounts.GetValueOrDefault(row).Occupancy),
        "MeanSpeed" => Number(LastCounts.GetValueOrDefault(row).Speed),
        "AlarmCount" => Number(Alarms.Count),
        "AlarmNumber" => Number(Alarms[row - 1].Number),
        "AlarmType" => Number((long)Alarms[row - 1].Type),
        "AlarmValue" => Number((long)Alarms[row - 1].Value),
        "AlarmTime" => new TimeValue(Alarms[row - 1].At),
        "FaultCount" => Number(Faults.Count),
        "FaultNumber" => Number(Faults[row - 1].Number),
        "FaultType" => Number((long)Faults[row - 1].Type),
        "FaultTime" => new TimeValue(Faults[row - 1].At),
        "FaultAction" => Number((long)Faults[row - 1].Action),
        _ => null,
    };

    private ValueError? Refusal(DataValue set)
    {
        ObjectDefinition? definition = ObjectCatalogue.Find(set.Address);
        if (definition is null || !Expand(set.Address).Contains(set.Address))
        {
            return ValueError.DoesNotExist;
        }

        bool tooLong = set.Value.Length > definition.Bytes;
        bool wrongLength = definition.Kind != ValueKind.Text && set.Value.Length != definition.Bytes;
        return !definition.Writable ? ValueError.ReadOnly
            : tooLong || wrongLength ? ValueError.WrongLength
            : definition.CodeList is { } list && set.Value.Any(code => ObjectCatalogue.NameOf(list, code) is null) ? ValueError.BadValue
            : null;
    }

    private ValueError? Apply(DataValue set, DateTime local)
    {
        ValueError? error = Obey(ObjectCatalogue.Find(set.Address)!.Name, set, local);
        if (error is null)
        {
            _stored[set.Address] = [.. set.Value];
        }

        return error;
    }

    private ValueError? Obey(string name, DataValue set, DateTime local)
    {
        switch (name)
        {
            case "AssignedStage":
                return _run.Hold(set.Value[0], local) ? null : ValueError.OutOfRange;
            case "AssignedPlan":
                return _run.Assign(_options.Plans.FirstOrDefault(plan => plan.Number == set.Value[0])) ? null : ValueError.OutOfRange;
            case "AssignedMode":
                _run.SetMode((ControlMode)set.Value[0]);
                return null;
            case "Command" when set.Value.Max() > (byte)ControllerCommand.Restart:
                return ValueError.BadValue;
            case "Command":
                // Which of the sixteen bytes holds the command no source says; a command is the one that is not zero.
                _run.Obey((ControllerCommand)set.Value.Max());
                return null;
            default:
                return null;
        }
    }

    private static NumberValue Number(long number) => new(number);

    private static byte[] Bytes(string name, SignalValue value) => SignalValues.Write(ObjectCatalogue.Named(name), value)
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{value} does not fit {name}"));
}
