using System.Net.Http.Json;
using System.Reflection;
using SmartCity.Kernel.Modules;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests;

/// <summary>A node with every module of the build, and people at browsers.</summary>
internal static class TestSite
{
    public const string Password = "correct-horse-battery";

    public static IReadOnlyList<IModule> AllModules { get; } = (IReadOnlyList<IModule>)Assembly.Load("SmartCity.Node").GetType("SmartCity.Node.Modules", throwOnError: true)!.GetProperty("All")!.GetValue(null)!;

    public static Task<TestNode> StartAsync(IDictionary<string, string?>? settings = null) => TestNode.StartAsync("430481", AllModules, settings);

    /// <summary>Makes an account; with a first password changed already unless it is asked to stay.</summary>
    public static async Task<Browser> AccountAsync(this TestNode node, string name, string role = "duty-officer", string division = "*", string module = "*")
    {
        using var made = await node.Http.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName = name, displayName = "员工" + name, password = Password, grants = new[] { new { role, division, module } } });
        made.EnsureSuccessStatusCode();
        var browser = new Browser(node.Address);
        await browser.SignInAsync(name, Password);
        await browser.PostFormAsync("/account/password", new() { ["current"] = Password, ["wanted"] = Password + "!", ["again"] = Password + "!" });
        return browser;
    }
}
