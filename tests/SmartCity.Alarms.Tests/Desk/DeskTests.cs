using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace SmartCity.Alarms.Tests.Desk;

/// <summary>The desk in a real browser.</summary>
public sealed class DeskTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task An_alarm_reaches_every_open_page_sounds_and_is_acknowledged_in_one_click()
    {
        await using var node = await NodeProgram.StartAsync();
        await node.AccountAsync("chen.jing", "duty-officer");
        (await node.Http.PutAsJsonAsync($"{Sample.Route}/duty/list", new { list = Sample.Duty })).EnsureSuccessStatusCode();
        (await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version = 0, rules = new[] { new { pattern = "platform.emergency-drilled.v1", action = "ring" } } })).EnsureSuccessStatusCode();
        using var playwright = await StartAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var page = await SignInAsync(browser, node, "chen.jing");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(node.Address.ToString());
        await page.GotoAsync(new Uri(node.Address, "/desk/alarms").ToString());
        await Assertions.Expect(page.Locator(".alarm-calm")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".alarm-sound")).ToContainTextAsync("声音未开");
        await page.ClickAsync(".alarm-sound");
        await Assertions.Expect(page.Locator(".alarm-sound")).ToContainTextAsync("声音已开");

        (await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "emergency", count = 1 })).EnsureSuccessStatusCode();

        await Assertions.Expect(page.Locator(".alarm-card")).ToContainTextAsync("已通知 王芳");
        await Assertions.Expect(page.Locator(".alarm-card .countdown")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[12]:[0-5][0-9]$"));
        await Assertions.Expect(page.Locator(".alarm-banner")).ToContainTextAsync("1 起紧急待确认");
        await Assertions.Expect(other.Locator(".alarm-banner")).ToContainTextAsync("线路演练（紧急级）");
        Assert.Equal("emergency", await SoundingAsync(page));

        await page.ClickAsync(".alarm-card .button-main");

        await Assertions.Expect(page.Locator(".alarm-calm")).ToBeVisibleAsync();
        await Assertions.Expect(other.Locator(".alarm-banner")).ToHaveCountAsync(0);
        Assert.Equal("none", await SoundingAsync(page));
        var alarm = (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/alarms")).GetProperty("items")[0];
        Assert.Equal(("acknowledged", "chen.jing"), (alarm.Text("state"), alarm.Text("acknowledgedBy")));
    }

    [Fact]
    public async Task A_duty_list_is_looked_at_before_it_is_imported()
    {
        await using var node = await NodeProgram.StartAsync();
        await node.AccountAsync("admin.zhou", "administrator");
        using var playwright = await StartAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var page = await SignInAsync(browser, node, "admin.zhou");
        await page.GotoAsync(new Uri(node.Address, "/desk/alarms/duty").ToString());
        await Assertions.Expect(page.Locator(".duty-empty")).ToBeVisibleAsync();

        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "wrong.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Sample.Duty.Replace("24:00,2", "26:00,2")) });
        await Assertions.Expect(page.Locator(".plain-table tbody tr")).ToContainTextAsync("26:00");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "duty.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Sample.Duty) });
        await page.GetByRole(AriaRole.Button, new() { Name = "导入 3 条" }).ClickAsync();

        await Assertions.Expect(page.Locator(".duty-chain")).ToContainTextAsync("王芳");
        await Assertions.Expect(page.Locator(".list-table tbody")).ToContainTextAsync("zhao@example.org");
    }

    private static async Task<IPlaywright> StartAsync()
    {
        if (!File.Exists(Chromium))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{Chromium} is missing: eng/test installs it.");
            Assert.Skip($"{Chromium} is missing: eng/test installs it.");
        }
        return await Playwright.CreateAsync();
    }

    private static async Task<IPage> SignInAsync(IBrowser browser, NodeProgram node, string name)
    {
        var page = await (await browser.NewContextAsync(new() { Locale = "zh-CN", ViewportSize = new() { Width = 1920, Height = 1080 } })).NewPageAsync();
        await page.GotoAsync(node.Address.ToString());
        await page.FillAsync("input[name=userName]", name);
        await page.FillAsync("input[name=password]", NodeProgram.Password);
        await page.ClickAsync(".button-main");
        await page.FillAsync("input[name=current]", NodeProgram.Password);
        await page.FillAsync("input[name=wanted]", NodeProgram.Password + "!");
        await page.FillAsync("input[name=again]", NodeProgram.Password + "!");
        await page.ClickAsync(".button-main");
        await Assertions.Expect(page.Locator(".who")).ToBeVisibleAsync();
        return page;
    }

    private static Task<string> SoundingAsync(IPage page) => page.EvaluateAsync<string>("() => import('/_content/SmartCity.Alarms/alarms.js').then(script => script.sounding())");
}
