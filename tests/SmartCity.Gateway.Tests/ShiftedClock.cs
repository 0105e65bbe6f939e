namespace SmartCity.Gateway.Tests;

/// <summary>Real time, but the wall clock can be set.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
