using SmartCity.AppHost.Reading;
using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Trust;

/// <summary>The administrator's account for the pages: made once on every node, its password shown once and kept nowhere.</summary>
internal static class FirstAccount
{
    public const string UserName = "admin";
    private const string Path = "/api/command-centre/v1/accounts";

    /// <returns>The password when an account was made now; null when all nodes had one.</returns>
    public static async Task<string?> MakeAsync(IEnumerable<NodeApi> nodes, CancellationToken cancellation)
    {
        var password = GeneratedPassword.Draw();
        var made = false;
        foreach (var node in nodes)
        {
            if (await node.GetAsync($"{Path}/{UserName}", cancellation) is not null)
                continue;
            await node.PostAsync(Path, new { userName = UserName, displayName = "系统管理员", password, grants = new[] { new { role = "administrator", division = "*", module = "*" } } }, cancellation);
            made = true;
        }
        return made ? password : null;
    }
}
