using System.Text;

namespace SmartCity.Protocols.Gat1400.Json;

/// <summary>Where the reader stands and what it has found wrong so far.</summary>
internal sealed class ReadState(ViidLimits limits)
{
    private readonly List<(string? Name, int Index)> _path = [];
    private int _objects;
    private int _optional;

    public ViidLimits Limits => limits;

    public List<ViidFault> Faults { get; private set; } = [];

    public void Enter(string name) => _path.Add((name, 0));
    public void Enter(int index) => _path.Add((null, index));

    /// <summary>Inside an optional part nothing is mandatory for the whole.</summary>
    public void EnterOptional() => _optional++;
    public void LeaveOptional() => _optional--;
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>False when the message holds more objects than are read.</summary>
    public bool CountObject() => ++_objects <= limits.MaxObjects;

    public void Fault(ViidError error, string expected, bool mandatory)
    {
        mandatory &= _optional == 0;
        // A refusal is never crowded out by trifles before it.
        if (Faults.Count < limits.MaxFaults || (mandatory && !Faults.Exists(fault => fault.Mandatory)))
            Faults.Add(new(error, Path(), expected, mandatory));
    }

    public bool HasFaultHere()
    {
        var path = Path();
        return Faults.Exists(fault => fault.Path == path);
    }

    public IReadOnlyList<ViidFault> TakeFaults()
    {
        if (Faults.Count == 0) return [];
        var taken = Faults;
        Faults = [];
        return taken;
    }

    public string Path()
    {
        var text = new StringBuilder("$");
        foreach (var (name, index) in _path)
            _ = name is null ? text.Append('[').Append(index).Append(']') : text.Append('.').Append(name);
        return text.ToString();
    }
}

/// <summary>Ends the reading of a whole message from any depth; never leaves the reader.</summary>
internal sealed class MessageFault(ViidError error, string expected) : Exception
{
    public ViidError Error { get; } = error;
    public string Expected { get; } = expected;
}
