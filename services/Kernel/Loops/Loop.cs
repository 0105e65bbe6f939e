namespace SmartCity.Kernel.Loops;

/// <summary>
/// Work that goes on for as long as the node runs: a delivery, a link, a listener. It may throw: its supervisor logs it,
/// backs off and starts it again, and the node's health says degraded meanwhile.
/// </summary>
/// <param name="name">Its name in health and logs.</param>
public abstract class Loop(string name)
{
    /// <summary>Its name in health and logs.</summary>
    public string Name { get; } = name;

    /// <summary>What stands in its way although it runs; shown in health as degraded. Null when all is well.</summary>
    public string? Trouble { get; protected set; }

    /// <summary>Timestamp of the last turn that went well.</summary>
    internal long LastBeat { get; private set; }

    /// <summary>Runs until cancelled.</summary>
    public abstract Task RunAsync(CancellationToken cancellation);

    /// <summary>Says that a turn went well: the evidence that it is alive.</summary>
    protected void Beat() => LastBeat = TimeProvider.System.GetTimestamp();
}
