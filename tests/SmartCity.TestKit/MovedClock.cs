namespace SmartCity.TestKit;

/// <summary>The real clock, whose wall time somebody puts forward or back; its monotonic time goes on untouched, as that of a machine does.</summary>
public sealed class MovedClock : TimeProvider
{
    private long moved;

    /// <summary>Puts the wall clock forward, or back.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref moved));
}
