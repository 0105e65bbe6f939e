using SmartCity.Faults.Watching;

namespace SmartCity.Faults.Faults;

/// <summary>The county's line is cut, slow or lossy.</summary>
internal static class LineFaults
{
    private const int SlowBytesPerSecond = 50_000 / 8;
    private const double PacketsLost = 0.15;

    public static IReadOnlyList<Fault> All { get; } = [new("line cut", Cut), new("line 50 kbit/s", Slow), new("line loses 15 %", Lossy)];

    private static async Task Cut(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.Relay.Cut();
        await it.Truth.MustSayAsync("the county's lanes do not flow", async () =>
            await TruthWatch.LinksAsync(it.Site.County) is { } links && TruthWatch.UpLanes(links).All(lane => !TruthWatch.Flows(lane)), TimeSpan.FromSeconds(8));
        await it.Truth.MustSayAsync("the city's link to the county is dark", async () =>
            await TruthWatch.LinksAsync(it.Site.City) is { } links && !TruthWatch.UpLanes(links).Any(TruthWatch.Flows), TimeSpan.FromSeconds(8));
        it.Site.Relay.Restore();
    }

    private static async Task Slow(FaultContext it)
    {
        it.Site.Relay.BytesPerSecond = SlowBytesPerSecond;
        await it.LastAsync();
        await it.LastAsync();
        it.Site.Relay.BytesPerSecond = 0;
    }

    private static async Task Lossy(FaultContext it)
    {
        it.Site.Relay.Loss = PacketsLost;
        await it.LastAsync();
        await it.LastAsync();
        it.Site.Relay.Loss = 0;
    }
}
