using SmartCity.Faults.Site;
using SmartCity.Faults.Watching;

namespace SmartCity.Faults.Faults;

/// <summary>What a fault works with.</summary>
/// <param name="Site">What is to be harmed.</param>
/// <param name="Truth">Who looks whether it is said.</param>
/// <param name="Random">Seeded: the same seed, the same moments.</param>
/// <param name="Lasts">How long it lasts.</param>
internal sealed record FaultContext(FaultSite Site, TruthWatch Truth, Random Random, TimeSpan Lasts)
{
    /// <summary>Some moment of the load, so that a kill falls into the middle of whatever is going on.</summary>
    public Task AtSomeMomentAsync() => Task.Delay(TimeSpan.FromMilliseconds(Random.Next(100, 1200)));

    public Task LastAsync() => Task.Delay(Lasts);
}

/// <summary>Something that goes wrong, and is mended when <paramref name="Run"/> ends.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Run">Does it.</param>
/// <param name="NotHere">Why it cannot be done here; null when it can.</param>
/// <param name="StartsCountyAnew">Whether the county is another process afterwards: then it may refuse requests that it received before.</param>
internal sealed record Fault(string Name, Func<FaultContext, Task> Run, string? NotHere = null, bool StartsCountyAnew = false);
