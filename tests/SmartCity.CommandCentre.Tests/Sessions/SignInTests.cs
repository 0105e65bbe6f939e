using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Sessions;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/desk/command-centre/accounts")]
    [InlineData("/account/password")]
    public async Task A_page_sends_whoever_is_not_signed_in_to_the_door(string page)
    {
        await using var node = await TestSite.StartAsync();
        using var browser = new Browser(node.Address);
        using var answer = await browser.Http.GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/account/sign-in?returnUrl=", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/disconnect")]
    public async Task The_line_of_pages_is_closed_to_whoever_is_not_signed_in(string path)
    {
        await using var node = await TestSite.StartAsync();
        using var browser = new Browser(node.Address);
        using var answer = await browser.Http.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_sign_in_leads_to_a_new_password_and_nowhere_else()
    {
        await using var node = await TestSite.StartAsync();
        using var made = await node.Http.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName = "wang", displayName = "王芳", password = TestSite.Password, grants = new[] { new { role = "duty-officer", division = "*", module = "*" } } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var browser = new Browser(node.Address);

        using var signedIn = await browser.SignInAsync("wang", TestSite.Password);
        Assert.Equal("/account/password", signedIn.Headers.Location?.ToString());
        using var home = await browser.Http.GetAsync("/");
        Assert.StartsWith("/account/password", home.Headers.Location?.ToString());

        using var tooShort = await browser.PostFormAsync("/account/password", new() { ["current"] = TestSite.Password, ["wanted"] = "short", ["again"] = "short" });
        Assert.Equal("/account/password?why=PasswordTooShort", tooShort.Headers.Location?.ToString());
        using var changed = await browser.PostFormAsync("/account/password", new() { ["current"] = TestSite.Password, ["wanted"] = "another-good-one", ["again"] = "another-good-one" });
        Assert.Equal("/", changed.Headers.Location?.ToString());
        using var open = await browser.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Contains("blazor.web.js", await open.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_and_the_right_one_does_not_open_it_then()
    {
        await using var node = await TestSite.StartAsync();
        using var owner = await node.AccountAsync("liu");
        using var guesser = new Browser(node.Address);
        for (var attempt = 0; attempt < 5; attempt++)
            using (await guesser.SignInAsync("liu", "guess-number-" + attempt))
            {
            }
        using var right = await guesser.SignInAsync("liu", TestSite.Password + "!");
        Assert.Contains("why=Locked", right.Headers.Location?.ToString());
        var account = await node.Http.GetFromJsonAsync<JsonElement>("/api/command-centre/v1/accounts/liu");
        Assert.NotEqual(JsonValueKind.Null, account.GetProperty("lockedUntil").ValueKind);
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_are_answered_alike()
    {
        await using var node = await TestSite.StartAsync();
        using var owner = await node.AccountAsync("zhou");
        using var browser = new Browser(node.Address);
        using var name = await browser.SignInAsync("nobody", "wrong-password");
        using var password = await browser.SignInAsync("zhou", "wrong-password");
        Assert.Equal(name.Headers.Location, password.Headers.Location);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("chen");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-out") { Headers = { { "Origin", "https://elsewhere.example" } }, Content = new FormUrlEncodedContent([]) };
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var still = await browser.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("sun");
        using var answer = await browser.Http.PostAsync("/account/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_ended_session_opens_no_page_any_more()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("qian");
        var sessions = await node.Http.GetFromJsonAsync<JsonElement>("/api/command-centre/v1/sessions");
        var id = sessions.GetProperty("items")[0].GetProperty("id").GetString();
        using var ended = await node.Http.PostAsync($"/api/command-centre/v1/sessions/{id}/end", null);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var answer = await browser.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_opens_pages_and_not_the_API()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("gao", "administrator");
        using var answer = await browser.Http.GetAsync("/api/command-centre/v1/accounts");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_closed_to_scripts_and_to_other_sites()
    {
        await using var node = await TestSite.StartAsync();
        using var made = await node.Http.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName = "he", displayName = "何", password = TestSite.Password, grants = Array.Empty<object>() });
        using var browser = new Browser(node.Address);
        using var answer = await browser.SignInAsync("he", TestSite.Password);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), header => header.StartsWith("smartcity-430481=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        await using var node = await TestSite.StartAsync();
        using var owner = await node.AccountAsync("xu");
        using var browser = new Browser(node.Address);
        using var answer = await browser.SignInAsync("xu", TestSite.Password + "!", returnUrl: returnUrl);
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }
}
