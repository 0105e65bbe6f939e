using System.Diagnostics;
using SmartCity.Faults.Site;
using SmartCity.Faults.Watching;

namespace SmartCity.Faults.Faults;

/// <summary>The county's disk fills; its clock is wrong by hours.</summary>
internal static class CountyFaults
{
    private static readonly TimeSpan SaidWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(40);

    public static IReadOnlyList<Fault> Of(FaultSite site) =>
    [
        new("disk full", Full, site.Disk.IsMounted ? null : "a disk of fixed size needs the right to mount a tmpfs"),
        .. new[] { 5, -7 }.Select(hours => new Fault($"clock wrong by {hours:+0;-0} h", it => Clock(it, TimeSpan.FromHours(hours)), FaultSite.FakeTime is null ? "libfaketime is not installed" : null, StartsCountyAnew: true)),
    ];

    private static async Task Full(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.Disk.Fill();
        await it.Truth.MustSayAsync("the county's disk is short", async () => (await TruthWatch.PartsAsync(it.Site.County)).Any(part => part is ("disk", not "healthy")), SaidWithin);
        await it.LastAsync();
        it.Site.Disk.Empty();
        await it.Truth.MustSayAsync("the disk has room again", async () => (await TruthWatch.PartsAsync(it.Site.County)).All(part => part is not ("disk", not "healthy")), TimeSpan.FromSeconds(20));
    }

    private static async Task Clock(FaultContext it, TimeSpan wrong)
    {
        await StartWrongAsync(it.Site, wrong);
        await it.Site.County.ReadyAsync();
        var shown = TimeSpan.Zero;
        await it.Truth.MustSayAsync("the county's clock is wrong", async () =>
            await TruthWatch.LinksAsync(it.Site.City) is { } links && (shown = TimeSpan.FromMilliseconds(links.EnumerateArray().Sum(link => TruthWatch.Number(link, "clockOffsetMilliseconds")))).Duration() > wrong.Duration() / 2, TimeSpan.FromSeconds(20));
        await it.LastAsync();
        it.Site.County.Kill();
        it.Site.StartCounty();
    }

    // libfaketime now and then hangs a process before its first instruction of ours: one that has not said a word is started again.
    private static async Task StartWrongAsync(FaultSite site, TimeSpan wrong)
    {
        for (var times = 0; times < 3; times++)
        {
            site.County.Kill();
            site.StartCounty(wrong);
            var began = Stopwatch.StartNew();
            while (site.County.Output.Length == 0 && began.Elapsed < Silent)
                await Task.Delay(100);
            if (site.County.Output.Length > 0)
                return;
        }
    }
}
