using Microsoft.Playwright;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>Pages in Debian's chromium, which say when their banner counts another alarm.</summary>
internal sealed class RealPages : IAsyncDisposable
{
    // Told by a watch on what is drawn, in the browser's own time: it is this machine's.
    private const string Watch = """
        () => {
          window.bench = [];
          let last = '';
          const look = () => {
            const text = document.querySelector('.alarm-banner-count')?.textContent ?? '';
            if (text !== last) { last = text; window.bench.push([parseInt(text.replace(/\D*(\d+) 起报警.*/, '$1')) || 0, Date.now()]); }
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
          look();
        }
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<IPage> pages = [];

    private RealPages(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts the browser.</summary>
    public static async Task<RealPages> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium", Headless = true, Timeout = 120_000,
            Args = ["--headless", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        }));
    }

    /// <summary>Opens a page as somebody who is signed in.</summary>
    public async Task OpenAsync(Uri gateway, Visitor visitor, string path)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        context.SetDefaultTimeout(120_000);
        await context.AddCookiesAsync(visitor.Cookies.GetAllCookies().Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = cookie.HttpOnly, Secure = cookie.Secure }));
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(gateway, path).ToString());
        await page.Locator(path == "/wall" ? ".wall .figure footer" : ".top").First.WaitForAsync();
        await page.EvaluateAsync(Watch);
        pages.Add(page);
    }

    /// <summary>What every page counted, and when; closes them all.</summary>
    public async Task<IReadOnlyList<Sightings>> CloseAsync()
    {
        var all = new List<Sightings>();
        foreach (var page in pages)
        {
            var seen = new Sightings();
            foreach (var pair in await page.EvaluateAsync<long[][]>("window.bench"))
                seen.Add((int)pair[0], DateTimeOffset.FromUnixTimeMilliseconds(pair[1]));
            all.Add(seen);
            await page.GotoAsync("about:blank");
            await page.Context.CloseAsync();
        }
        pages.Clear();
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
