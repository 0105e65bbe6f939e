using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SmartCity.Browser.Tests.Stories;
using static Microsoft.Playwright.Assertions;

namespace SmartCity.Browser.Tests.Screens;

/// <summary>Every page, with something on it: none is refused, fails, or is wider than the screen. With WRITE_SCREENS=1 the pictures of docs/screens.</summary>
public sealed partial class ScreensTests(CitySite site)
{
    private static readonly bool Written = Environment.GetEnvironmentVariable("WRITE_SCREENS") == "1";

    // Those that other tests open: the doors and the wall.
    private readonly HashSet<string> visited = ["/account/sign-in", "/account/password", "/wall"];

    [Fact]
    public async Task Every_page_opens_fits_the_screen_and_says_what_it_shows()
    {
        await using var station = await CallingStation.StartAsync(site, "水东江街道空气自动监测站");
        station.Exceed(TimeSpan.FromMinutes(10));
        await new LivingCity(site).LiveAsync();
        var page = await site.OpenAsync();
        await site.SignInAsync(page);
        var exceeded = (await site.Api.ReadAsync("/api/alarms/v1/alarms?limit=100")).GetProperty("items").EnumerateArray().First(alarm => alarm.Of("type") == "environment.limit-exceeded.v1").Of("id");
        var cases = (await site.Api.ReadAsync("/api/city-management/v1/cases?limit=200")).GetProperty("items").EnumerateArray().ToList();
        var county = cases.First(it => it.Of("home") == CitySite.County && it.Of("source") == "exceedance");
        var urged = cases.First(it => it.Of("home") != CitySite.County && it.GetProperty("counts").GetProperty("urges").GetInt32() > 0);
        var air = (await site.Api.ReadAsync("/api/environment/v1/stations?systemCode=22&limit=200")).GetProperty("items").EnumerateArray().First(one => one.Of("stationId").StartsWith("4304075A00", StringComparison.Ordinal)).Of("stationId");
        var component = (await site.Api.ReadAsync("/api/city-management/v1/components?limit=1")).GetProperty("items")[0].Of("id");

        await ShowAsync(page, "/desk/alarms", "alarms-desk");
        await ShowAsync(page, "/desk/alarms/alarms/" + exceeded, "alarm-detail");
        await AcknowledgeAsync();
        await ShowAsync(page, "/", "overview");
        await ShowAsync(page, "/desk/alarms/rules", "alarm-rules");
        await ShowAsync(page, "/desk/alarms/duty", "duty");
        await ShowAsync(page, "/desk/alarms/notifications", "notifications");
        await ShowAsync(page, "/desk/city-management/cases", "cases");
        await ShowAsync(page, $"/desk/city-management/cases/{urged.Of("id")}", "case");
        await ShowAsync(page, $"/desk/city-management/cases/{county.Of("id")}?home={CitySite.County}", "case-of-a-county");
        await ShowAsync(page, $"/desk/city-management/cases/{urged.Of("id")}/file", "case-file");
        await page.GotoAsync(new Uri(site.Address, "/desk/city-management/cases/new").ToString());
        await page.FillAsync("textarea >> nth=0", "下穿通道积水约二十厘米，非机动车无法通行");
        await page.FillAsync("input[type=search]", "430406001001001");
        await page.ClickAsync(".places button >> nth=0");
        await LookAsync(page, "report");
        visited.Add("/desk/city-management/cases/new");
        await ShowAsync(page, "/desk/city-management/grids", "grids");
        await ShowAsync(page, "/desk/city-management/calendar", "calendar");
        await ShowAsync(page, "/desk/city-management/components", "components");
        await ShowAsync(page, "/desk/city-management/components/" + component, "component");
        await ShowAsync(page, "/desk/environment/stations", "stations");
        await ShowAsync(page, "/desk/environment/stations/" + air, "station");
        await ShowAsync(page, "/desk/environment/exceedances", "exceedances");
        await ShowAsync(page, "/desk/environment/completeness", "completeness");
        await ShowAsync(page, "/desk/environment/air", "air");
        await ShowAsync(page, "/desk/federation/links", "links");
        await ShowAsync(page, "/desk/federation/links/" + CitySite.County, "link");
        await ShowAsync(page, "/desk/federation/parked", "parked");
        await ShowAsync(page, "/desk/federation/trace?id=" + exceeded, "trace");
        await NodesAsync(page);
        await ShowAsync(page, "/desk/command-centre/accounts", "accounts");
        await ShowAsync(page, "/account/codes", "codes", "main");
        await ShowAsync(page, "/not-found", "not-found");
        await page.GotoAsync(site.Address.ToString());
        await page.ClickAsync("text=English");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        foreach (var (path, name) in ((string, string)[])[("/", "overview-en"), ("/desk/city-management/cases", "cases-en"), ("/desk/environment/stations", "stations-en"), ("/desk/federation/links", "links-en")])
            await ShowAsync(page, path, name);
        await CountyAsync();
        Assert.Equal([], Routes().Except(visited.SelectMany(path => Routes().Where(route => Regex.IsMatch(path, "^" + Regex.Replace(route, @"\{[^}]+\}", "[^/?]+") + @"(\?.*)?$")))));
        Assert.Empty(site.Strangers);
        Assert.Empty(site.Errors);
    }

    private async Task ShowAsync(IPage page, string path, string name, string ready = "h1", Uri? address = null)
    {
        visited.Add(path);
        await page.GotoAsync(new Uri(address ?? site.Address, path).ToString());
        await page.Locator(ready).First.WaitForAsync();
        await LookAsync(page, name);
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await Expect(page.Locator(".state-loading")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.WaitForTimeoutAsync(Written ? 2500 : 300);
        if (Written)
            await CitySite.PictureAsync(page, name);
        Assert.False(await page.Locator(".state-refused").CountAsync() > 0, $"{name}: {string.Join(" ", await page.Locator(".state-refused").AllTextContentsAsync())}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('.page')].every(page => page.scrollWidth <= page.clientWidth + 1)"), $"{name} is wider than the screen");
    }

    private async Task NodesAsync(IPage page)
    {
        await ShowAsync(page, "/desk/federation/nodes", "nodes");
        await page.SelectOptionAsync(".inline-form select", "430421");
        await page.ClickAsync(".inline-form button[type=submit]");
        await page.Locator(".code-once").WaitForAsync();
        await LookAsync(page, "nodes-code");
        await page.ClickAsync("button:has-text('停用…')");
        await page.Locator(".rz-dialog").WaitForAsync();
        await LookAsync(page, "nodes-revoke");
        await page.ClickAsync(".rz-dialog button:has-text('取消')");
        await page.ClickAsync("button:has-text('收回')");
        await page.Locator(".rz-dialog").WaitForAsync();
        await LookAsync(page, "nodes-withdraw");
        await page.ClickAsync(".rz-dialog button[type=submit]");
        await Expect(page.Locator(".rz-dialog")).ToHaveCountAsync(0);
    }

    private async Task CountyAsync()
    {
        var page = await new Person(site, site.CountyApi, site.CountyAddress, "county-it", "罗技术员", "*", "administrator").OpenAsync("/");
        await LookAsync(page, "county-overview");
        await ShowAsync(page, "/desk/federation/sharing", "sharing", address: site.CountyAddress);
        await page.ClickAsync(".page-actions .button-main");
        await page.Locator("tr:has-text('案件上报') input[type=checkbox]").First.UncheckAsync();
        await page.ClickAsync(".page-actions .button-main:has-text('预览')");
        await page.Locator(".preview").WaitForAsync();
        await LookAsync(page, "sharing-preview");
        await ShowAsync(page, "/desk/federation/links", "county-links", address: site.CountyAddress);
    }

    private async Task AcknowledgeAsync()
    {
        var ringing = (await site.Api.ReadAsync("/api/alarms/v1/alarms?ringing=true&limit=100")).GetProperty("items").EnumerateArray().Select(alarm => alarm.Of("id")).ToArray();
        Assert.NotEmpty(ringing);
        await site.Api.DoAsync("/api/alarms/v1/acknowledge", new { ids = ringing, note = "已核实，现场处置中" });
    }

    private static IEnumerable<string> Routes() =>
        Directory.EnumerateFiles(Path.Combine(CitySite.Root(), "services"), "*.razor", SearchOption.AllDirectories).SelectMany(file => Page().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct();

    [GeneratedRegex("^@page \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Page();
}
