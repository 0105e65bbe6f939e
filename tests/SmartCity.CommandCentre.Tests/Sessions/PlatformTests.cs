using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Sessions;

/// <summary>Signing in at the city's own identity platform.</summary>
public sealed class PlatformTests
{
    [Fact]
    public async Task Who_has_a_role_on_the_platform_comes_in_with_the_rights_that_settings_give_it()
    {
        await using var platform = await TestPlatform.StartAsync();
        platform.Roles = ["hy-duty", "something-else"];
        await using var node = await StartAsync(platform);
        using var browser = new Browser(node.Address);
        Assert.Contains("/account/platform?returnUrl=", await browser.Http.GetStringAsync("/account/sign-in"));

        using var end = await RoundAsync(browser);

        Assert.Equal("/wall", end.Headers.Location?.ToString());
        using var page = await browser.Http.GetAsync("/wall");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var session = (await node.Http.GetFromJsonAsync<JsonElement>("/api/command-centre/v1/sessions")).GetProperty("items")[0];
        Assert.Equal("郑钧", session.GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task Who_has_none_of_our_roles_is_not_let_in()
    {
        await using var platform = await TestPlatform.StartAsync();
        platform.Roles = ["something-else"];
        await using var node = await StartAsync(platform);
        using var browser = new Browser(node.Address);

        using var end = await RoundAsync(browser);

        Assert.Equal("/account/sign-in?why=NoRole", end.Headers.Location?.ToString());
        using var page = await browser.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_lets_nobody_in()
    {
        await using var platform = await TestPlatform.StartAsync();
        await using var node = await StartAsync(platform);
        using var browser = new Browser(node.Address);
        using var answer = await browser.Http.GetAsync("/account/platform-answer?code=x&state=y");
        Assert.Equal("/account/sign-in?why=Platform", answer.Headers.Location?.ToString());
    }

    private static async Task<TestNode> StartAsync(TestPlatform platform)
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "a-secret\n");
        return await TestSite.StartAsync(new Dictionary<string, string?>
        {
            ["CommandCentre:OpenIdConnect:Authority"] = platform.Address,
            ["CommandCentre:OpenIdConnect:AllowHttp"] = "true",
            ["CommandCentre:OpenIdConnect:ClientId"] = "hub",
            ["CommandCentre:OpenIdConnect:ClientSecretFile"] = secret,
            ["CommandCentre:OpenIdConnect:Roles:0"] = "hy-duty=duty-officer:430481:*",
        });
    }

    // As a browser goes: to us, to the platform, back to us.
    private static async Task<HttpResponseMessage> RoundAsync(Browser browser)
    {
        using var start = await browser.Http.GetAsync("/account/platform?returnUrl=/wall");
        Assert.Equal(HttpStatusCode.Redirect, start.StatusCode);
        using var there = await browser.Http.GetAsync(start.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, there.StatusCode);
        return await browser.Http.GetAsync(there.Headers.Location);
    }
}
