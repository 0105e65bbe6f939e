using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmartCity.Browser.Tests.Stories;

/// <summary>The county's line is cut: the city says so with the reason, the county works on by itself, and nothing of it is lost.</summary>
public sealed class OutageStory(CitySite site)
{
    private const int Drilled = 3000;
    private const int Reported = 12;
    private const string Waiting = ".lanes tbody tr:has-text('上行'):has-text('一般') td >> nth=7";
    private const string Cases = "/api/city-management/v1/cases";

    [Fact]
    public async Task The_link_turns_dark_with_the_reason_the_county_works_on_and_all_of_it_arrives_in_order()
    {
        var officer = await Person.DutyOfficer(site).OpenAsync("/desk/federation/links");
        var technician = await Person.Technician(site).OpenAsync("/desk/city-management/cases");
        var link = officer.Locator(".link-card", new() { HasText = CitySite.County });
        await Expect(link).ToContainTextAsync("畅通", new() { Timeout = 30_000 });
        await site.CutAsync();
        try
        {
            var alone = await WorkAloneAsync(technician);
            await Expect(link.Locator("h2 .tone")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("中断"), new() { Timeout = 45_000 });
            await Expect(link.Locator(".figure-why")).ToContainTextAsync("没有收到");
            await CitySite.PictureAsync(officer, "outage-1-dark");
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await site.Api.GetAsync($"{Cases}/{alone}?home={CitySite.County}")).StatusCode);
            await link.Locator("h2 a").ClickAsync();
            await Expect(officer.Locator(".lanes tbody tr")).ToHaveCountAsync(8);
        }
        finally
        {
            await site.RestoreAsync();
        }
        await CatchUpAsync(officer, technician);
        Assert.Empty(site.Strangers);
        Assert.Empty(site.Errors);
    }

    // The same application at the county's own address, on the county's own events.
    private async Task<string> WorkAloneAsync(IPage technician)
    {
        await Expect(technician.Locator(".island")).ToContainTextAsync("线路中断，本地独立运行", new() { Timeout = 30_000 });
        await Expect(technician.Locator(".line-note")).ToContainTextAsync("单机运行");
        foreach (var lane in (string[])["Alarm", "Normal", "Bulk"])
            await site.CountyApi.DoAsync("/api/platform/v1/drills", new { lane, count = lane == "Alarm" ? 5 : Drilled });
        var grids = (await site.CountyApi.ReadAsync($"/api/city-management/v1/grids/search?division={CitySite.County}&limit={Reported}")).GetProperty("items").EnumerateArray().ToList();
        var id = "";
        foreach (var (grid, number) in grids.Select((grid, number) => (grid.GetProperty("centre"), number)))
            id = (await site.CountyApi.DoAsync(Cases, new { kind = "occurrence", @class = "04", subClass = "006", description = $"断线期间上报：道路积水 {number + 1}", source = "handheld", sourceId = $"CGT-{Guid.NewGuid().ToString("N")[..8]}",
                longitude = grid.GetProperty("longitude").GetDouble(), latitude = grid.GetProperty("latitude").GetDouble() })).Of("id");
        var row = technician.Locator(".list-table tbody tr", new() { HasText = id });
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await row.Locator("a").ClickAsync();
        foreach (var step in (string[])["受理", "立案", "派遣"])
        {
            await technician.ClickAsync($".case-next .next-go:has-text('{step}')");
            await Expect(technician.Locator(".next-done")).ToContainTextAsync("已" + step, new() { Timeout = 15_000 });
            // A second click within a second of the first counts as the same one.
            await technician.WaitForTimeoutAsync(1100);
        }
        await Expect(technician.Locator("h1")).ToContainTextAsync("处置中");
        await CitySite.PictureAsync(technician, "outage-2-alone");
        // What waits is counted by the county, which alone knows.
        await technician.ClickAsync(".side a[href='/desk/federation/links']");
        await technician.ClickAsync(".link-card h2 a");
        await Expect(technician.Locator(Waiting)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^[3-9],\d{3}$"), new() { Timeout = 15_000 });
        return id;
    }

    private async Task CatchUpAsync(IPage officer, IPage technician)
    {
        var watch = Stopwatch.StartNew();
        await Expect(technician.Locator(".island")).ToContainTextAsync("线路正常", new() { Timeout = 30_000 });
        await Expect(officer.Locator(".page section > p .tone").First).ToContainTextAsync("畅通", new() { Timeout = 30_000 });
        // The county counts what waits; both ends say when it is gone.
        await Eventually(async () => (await LanesAsync()).All(lane => lane.GetProperty("backlogEvents").GetInt64() == 0), "the backlog is gone");
        TestContext.Current.TestOutputHelper?.WriteLine($"{2 * Drilled + Reported} events and more were caught up {watch.Elapsed.TotalSeconds:0.0} s after the line came back.");
        await Expect(officer.Locator(Waiting)).ToHaveTextAsync("0", new() { Timeout = 30_000 });
        await Expect(technician.Locator(Waiting)).ToHaveTextAsync("0", new() { Timeout = 30_000 });
        await technician.SelectOptionAsync("select[aria-label='时间范围']", "1");
        await technician.WaitForTimeoutAsync(1500);
        await CitySite.PictureAsync(technician, "outage-3-caught-up");
        await Eventually(async () => (await CasesAsync(site.Api)).SequenceEqual(await CasesAsync(site.CountyApi)), "the city knows every case of the county, in the same order and state");
        var ours = (await CasesAsync(site.CountyApi)).Count;
        Assert.True(ours >= Reported);
    }

    private async Task<List<JsonElement>> LanesAsync() =>
        [.. (await site.CountyApi.ReadAsync("/api/federation/v1/links")).EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray()).Where(lane => lane.Of("direction") == "up")];

    private static async Task<List<string>> CasesAsync(HttpClient api)
    {
        var cases = new List<string>();
        for (string? after = null; ;)
        {
            var page = await api.ReadAsync($"{Cases}?home={CitySite.County}&sort=oldest&limit=200{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
            cases.AddRange(page.GetProperty("items").EnumerateArray().Select(it => $"{it.Of("id")} {it.Of("state")} {it.GetProperty("step")}"));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            if (after is null)
                return cases;
        }
    }

    private static async Task Eventually(Func<Task<bool>> holds, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(300, TestContext.Current.CancellationToken))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "waited a minute in vain until " + what);
    }
}
