using System.Diagnostics;

namespace SmartCity.CommandCentre.Tests.Sessions;

public sealed class ResetTests
{
    [Fact]
    public async Task The_command_line_lets_in_again_who_locked_themselves_out_with_a_password_for_one_time()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("tang");
        for (var attempt = 0; attempt < 5; attempt++)
            using (await browser.SignInAsync("tang", "forgotten-it-again"))
            {
            }
        var (code, password) = await RunAsync(node, "tang");
        Assert.Equal(0, code);
        Assert.Matches("^[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}$", password);
        using var signedIn = await browser.SignInAsync("tang", password);
        Assert.Equal("/account/password", signedIn.Headers.Location?.ToString());

        var (off, without) = await RunAsync(node, "tang", "--codes-off");
        Assert.Equal(0, off);
        Assert.NotEqual(password, without);

        var (unknown, nothing) = await RunAsync(node, "nobody");
        Assert.NotEqual(0, unknown);
        Assert.Empty(nothing);
    }

    private static async Task<(int Code, string Printed)> RunAsync(TestKit.TestNode node, string user, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "smartcity.dll"), "reset-password", user, "--node", node.Address.ToString(), .. more]) { RedirectStandardOutput = true };
        start.Environment["SMARTCITY_TOKEN"] = node.Token("command-centre:manage-accounts:*");
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, printed.Trim());
    }
}
