using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Faults.Site;
using SmartCity.Faults.Watching;

namespace SmartCity.Faults.Faults;

/// <summary>The county's disk fills; its clock is wrong by hours.</summary>
internal static class CountyFaults
{
    private static readonly TimeSpan SaidWithin = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Fault> Of(FaultSite site) =>
    [
        new("disk full", Full, site.Disk.IsMounted ? null : "a disk of fixed size needs the right to mount a tmpfs"),
        .. new[] { 5, -7 }.Select(hours => new Fault($"clock wrong by {hours:+0;-0} h", it => Clock(it, TimeSpan.FromHours(hours)), FaultSite.FakeTime is null ? "libfaketime is not installed" : null)),
    ];

    private static async Task Full(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.Disk.Fill();
        await it.Truth.MustSayAsync("the county's disk is short", async () => (await PartsAsync(it.Site)).Any(part => part is ("disk", not "healthy")), SaidWithin);
        await it.LastAsync();
        it.Site.Disk.Empty();
        await it.Truth.MustSayAsync("the disk has room again", async () => (await PartsAsync(it.Site)).All(part => part is not ("disk", not "healthy")), TimeSpan.FromSeconds(20));
    }

    private static async Task Clock(FaultContext it, TimeSpan wrong)
    {
        it.Site.County.Kill();
        it.Site.StartCounty(wrong);
        await it.Site.County.ReadyAsync();
        var shown = TimeSpan.Zero;
        await it.Truth.MustSayAsync("the county's clock is wrong", async () =>
            await TruthWatch.LinksAsync(it.Site.City) is { } links && (shown = TimeSpan.FromMilliseconds(links.EnumerateArray().Sum(link => TruthWatch.Number(link, "clockOffsetMilliseconds")))).Duration() > wrong.Duration() / 2, TimeSpan.FromSeconds(20));
        await it.LastAsync();
        it.Site.County.Kill();
        it.Site.StartCounty();
    }

    private static async Task<List<(string Name, string Status)>> PartsAsync(FaultSite site) =>
        [.. (await site.County.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("parts").EnumerateArray().Select(part => (part.GetProperty("name").GetString()!, part.GetProperty("status").GetString()!))];
}
