using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SmartCity.EndToEnd.Tests;

namespace SmartCity.Browser.Tests;

/// <summary>The embedded city, as <c>dotnet run --project AppHost</c> starts it, and Debian's chromium.</summary>
public sealed partial class CitySite : IAsyncLifetime
{
    public const string County = "430481";
    private const string Chromium = "/usr/bin/chromium";
    private readonly TestFolder folder = new();
    private AppHostProcess? host;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly List<(string Test, IBrowserContext Context)> opened = [];

    /// <summary>What the administrator's password was changed to.</summary>
    public string Password { get; } = "a-long-night-shift-" + Guid.NewGuid().ToString("N")[..6];

    /// <summary>The password that the start printed.</summary>
    public string FirstPassword { get; private set; } = "";

    public Uri Address { get; private set; } = null!;

    public Uri CountyAddress { get; private set; } = null!;

    /// <summary>The gateway's API as the administrator.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>The county's own API as its administrator.</summary>
    public HttpClient CountyApi { get; private set; } = null!;

    /// <summary>Where stations of the county call by HJ 212.</summary>
    public int CountyHj212Port { get; private set; }

    /// <summary>All that the start printed.</summary>
    public string Printed => host!.Output;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{Chromium} is missing: eng/test installs it.");
            return;
        }
        var offset = AppHostProcess.FreeOffset();
        host = AppHostProcess.Start("--data", folder.File("city"), "--counties", County, "--relay", County, "--port-offset", TestFolder.Number(offset));
        await host.PrintedAsync("Ctrl-C stops", TimeSpan.FromMinutes(6));
        FirstPassword = Shown().Match(host.Output).Groups["password"].Value;
        (Address, CountyAddress, CountyHj212Port) = (new($"http://localhost:{8080 + offset}"), new($"http://localhost:{8481 + offset}"), 21481 + offset);
        var token = (await File.ReadAllTextAsync(folder.File("city/admin-token"))).Trim();
        (Api, CountyApi) = (Client(Address, token), Client(CountyAddress, token));
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true, Timeout = 120_000,
            Args = ["--headless", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A browser of its own, with nobody's cookies.</summary>
    public async Task<IPage> OpenAsync(int width = 1920, int height = 1080)
    {
        if (browser is null)
            Assert.Skip($"{Chromium} is missing: eng/test installs it.");
        // The pages of the tests before are left: nobody looks at them, and each costs.
        var test = TestContext.Current.Test?.UniqueID ?? "";
        foreach (var (_, old) in opened.Where(one => one.Test != test))
            await old.CloseAsync();
        opened.RemoveAll(one => one.Test != test);
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        opened.Add((test, context));
        context.SetDefaultTimeout(90_000);
        var page = await context.NewPageAsync();
        // Nothing a page shows may come from or go to another server.
        await page.RouteAsync(url => new Uri(url) is { Scheme: "http" or "https", Host: not "localhost" }, route =>
        {
            Strangers.Add(route.Request.Url);
            return route.AbortAsync();
        });
        page.PageError += (_, error) => Errors.Add(error);
        return page;
    }

    /// <summary>Other servers that pages asked for.</summary>
    public List<string> Strangers { get; } = [];

    /// <summary>Scripts that failed.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Signs in, changing the first password where that is asked for.</summary>
    public async Task SignInAsync(IPage page, Uri? address = null)
    {
        await page.GotoAsync(new Uri(address ?? Address, "/account/sign-in").ToString());
        await TryAsync(page, Password);
        if (page.Url.Contains("why=Wrong"))
            await TryAsync(page, FirstPassword);
        if (page.Url.Contains("/account/password"))
        {
            await page.FillAsync("#current", FirstPassword);
            await page.FillAsync("#wanted", Password);
            await page.FillAsync("#again", Password);
            await page.ClickAsync(".button-main");
        }
        await page.Locator(".top").WaitForAsync();
    }

    /// <summary>Cuts the county's line to the city, as one types it at the AppHost.</summary>
    public Task CutAsync() => host!.TypeAsync("cut", $"The line of {County} is cut.");

    /// <summary>Restores it.</summary>
    public Task RestoreAsync() => host!.TypeAsync("restore", $"The line of {County} is restored.");

    /// <summary>A picture of the page: into docs/screens with WRITE_SCREENS=1, into a temporary folder without.</summary>
    public static async Task<byte[]> PictureAsync(IPage page, string name)
    {
        var target = Environment.GetEnvironmentVariable("WRITE_SCREENS") == "1" ? Path.Combine(Root(), "docs", "screens") : Path.Combine(Path.GetTempPath(), "smartcity-screens");
        Directory.CreateDirectory(target);
        return await page.ScreenshotAsync(new() { Path = Path.Combine(target, name + ".png"), Animations = ScreenshotAnimations.Disabled, Mask = [page.Locator(".code-once, .door-qr, .door code")], MaskColor = "#24384d" });
    }

    public async Task<string> ReportAsync(string division, double longitude, double latitude, string text)
    {
        using var answer = await Api.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "occurrence", @class = "01", subClass = "001", description = text, division, source = "patrol", longitude, latitude });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Api?.Dispose();
        CountyApi?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        folder.Dispose();
    }

    private static HttpClient Client(Uri address, string token) =>
        new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    private static async Task TryAsync(IPage page, string password)
    {
        await page.FillAsync("#userName", "admin");
        await page.FillAsync("#password", password);
        await page.ClickAsync(".button-main");
    }

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SmartCity.sln")))
                return folder.FullName;
        throw new InvalidOperationException("There is no SmartCity.sln above the tests.");
    }

    [GeneratedRegex(@"with the password  (?<password>\S+)  ")]
    private static partial Regex Shown();
}
