using Microsoft.Playwright;

namespace SmartCity.Browser.Tests;

public sealed class WallTests(CitySite site)
{
    [Theory]
    [InlineData(1920, 1080, "wall")]
    [InlineData(3840, 2160, "wall-4k")]
    public async Task The_wall_fills_the_screen_draws_its_map_and_scrolls_nowhere(int width, int height, string name)
    {
        var page = await site.OpenAsync(width, height);
        await site.SignInAsync(page);
        foreach (var (division, longitude, latitude, text) in Reports)
            await site.ReportAsync(division, longitude, latitude, text);
        await page.GotoAsync(new Uri(site.Address, "/wall").ToString());
        await page.Locator(".wall-canvas[data-drawn=true]").WaitForAsync();
        await page.Locator(".wall-legend label > b").Nth(3).WaitForAsync();
        await page.WaitForTimeoutAsync(6000);
        await CitySite.PictureAsync(page, name);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"), "the wall scrolls");
        var colours = await page.EvaluateAsync<int>(Colours, Convert.ToBase64String(await page.Locator(".wall-canvas").ScreenshotAsync()));
        Assert.True(colours > 40, $"the map shows {colours} colours only: it was not drawn");
        Assert.Equal(14, await page.Locator(".wall-seat").CountAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.wall .figure')].filter(card => card.scrollHeight > card.clientHeight + 1).map(card => card.ariaLabel)"));
        var smallest = await page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('.wall-side span, .wall-side b, .wall-side small')].filter(text => text.textContent.trim()).map(text => parseFloat(getComputedStyle(text).fontSize))) / innerHeight");
        // On a wall 1.2 m high, 15 of 1080 lines are 17 mm: enough at five metres (1:300).
        Assert.True(smallest >= 15.0 / 1080, $"the smallest text is {smallest:P2} of the height");
        Assert.Empty(site.Strangers);
        Assert.Empty(site.Errors);
    }

    [Fact]
    public async Task A_case_reported_now_is_on_the_wall_within_seconds_and_every_figure_says_its_source_and_age()
    {
        var page = await site.OpenAsync();
        await site.SignInAsync(page);
        await page.GotoAsync(new Uri(site.Address, "/wall").ToString());
        var open = page.Locator(".figure[aria-label='未结案件'] .figure-value");
        await page.Locator(".figure[aria-label='未结案件'] .age").WaitForAsync();
        await page.WaitForTimeoutAsync(3000);
        var before = await open.TextContentAsync();
        await site.ReportAsync("430405", 112.615, 26.898, "井盖松动");
        await page.WaitForFunctionAsync("before => document.querySelector(\".figure[aria-label='未结案件'] .figure-value\").textContent !== before", before, new() { Timeout = 15_000 });
        var cards = await page.Locator(".figure").CountAsync();
        Assert.Equal(cards, await page.Locator(".figure footer .figure-source").CountAsync());
        Assert.Equal(cards, await page.Locator(".figure footer .age").CountAsync());
        Assert.Contains("个区县", await page.Locator(".figure[aria-label='未结案件'] .age").TextContentAsync());
    }

    [Fact]
    public async Task A_figure_greys_by_itself_when_the_line_to_the_node_is_cut()
    {
        var page = await site.OpenAsync();
        await site.SignInAsync(page);
        await page.GotoAsync(new Uri(site.Address, "/wall").ToString());
        await page.Locator(".figure[aria-label='未结案件'] .age").WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        // The browser's own clock is moved: what was fresh is ten minutes old.
        await page.EvaluateAsync("desks.clock(Date.now() + 600000)");
        await page.WaitForTimeoutAsync(1500);
        Assert.Contains("stale", await page.Locator(".figure[aria-label='未结案件']").GetAttributeAsync("class"));
        await page.Context.SetOfflineAsync(false);
    }

    // Out of a picture of the page: a WebGL canvas itself is empty once it was shown.
    private const string Colours = """
        async picture => {
          const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
          const map = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const copy = new OffscreenCanvas(320, 200);
          const pen = copy.getContext('2d');
          pen.drawImage(map, 0, 0, 320, 200);
          const data = pen.getImageData(0, 0, 320, 200).data;
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          return seen.size;
        }
        """;

    private static readonly (string Division, double Longitude, double Latitude, string Text)[] Reports =
    [
        ("430405", 112.62, 26.90, "路灯不亮"), ("430406", 112.61, 26.84, "占道经营"), ("430407", 112.59, 26.95, "垃圾未清"), ("430408", 112.56, 26.91, "井盖缺失"),
        ("430421", 112.36, 26.97, "河道漂浮物"), ("430422", 112.67, 26.74, "违规广告"), ("430424", 112.95, 27.08, "道路破损"), ("430426", 112.08, 26.80, "绿化带损坏"),
        ("430482", 112.39, 26.43, "积水"), ("430423", 112.86, 27.23, "占用消防通道"),
    ];
}
