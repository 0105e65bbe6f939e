using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Sessions;

public sealed class AuditTests
{
    [Fact]
    public async Task Ways_in_and_out_stand_in_the_audit_with_what_came_of_them_and_without_what_was_typed()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("song");
        using var guesser = new Browser(node.Address);
        await DoneAsync(guesser.SignInAsync("song", "a-wrong-password"));
        await DoneAsync(guesser.SignInAsync("my-password-typed-as-a-name", "whatever"));
        await DoneAsync(browser.PostFormAsync("/account/password", new() { ["current"] = "not-the-current-one", ["wanted"] = "one-more-password", ["again"] = "one-more-password" }));
        await DoneAsync(browser.PostFormAsync("/account/sign-out", [], "/account/codes"));
        for (var attempt = 0; attempt < 4; attempt++)
            await DoneAsync(guesser.SignInAsync("song", "a-wrong-password"));
        // The account is locked: what is tried now is not judged, and fills no audit.
        await DoneAsync(guesser.SignInAsync("song", "a-wrong-password"));

        var all = (await node.Log.ReadAsync(Lane.Normal, 0, 1000, ["platform.action-audited.v1"], LogScope.All, CancellationToken.None)).Events;
        var audit = all.Select(EventJson.Read).Cast<ActionAudited>().Where(audited => audited.Path.StartsWith("/account/", StringComparison.Ordinal)).Select(audited => $"{audited.CallerId} {audited.Path} {audited.Status}");
        Assert.Equal(
        [
            "song /account/sign-in 200", "song /account/password 200", "song /account/sign-in 401", "song /account/password 401", "song /account/sign-out 200",
            "song /account/sign-in 401", "song /account/sign-in 401", "song /account/sign-in 401", "song /account/sign-in 423",
        ], audit);
        Assert.DoesNotContain(all, audited => System.Text.Encoding.UTF8.GetString(audited.Data.ToArray()) is var text && (text.Contains("password-typed") || text.Contains("wrong-password")));
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> call) => (await call).Dispose();
}
