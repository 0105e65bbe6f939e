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

    /// <summary>After so long without a turn that went well, health says that there is no sign of life; null for a loop that may rest for any time.</summary>
    protected internal virtual TimeSpan? SilenceLimit => null;

    /// <summary>Timestamp of the last turn that went well.</summary>
    internal long LastBeat { get; private set; } = long.MinValue;

    /// <summary>Runs until cancelled.</summary>
    public abstract Task RunAsync(CancellationToken cancellation);

    /// <summary>Says that a turn went well: the evidence that it is alive.</summary>
    protected void Beat() => LastBeat = TimeProvider.System.GetTimestamp();
}
