using System.Security.Cryptography;
using SmartCity.AppHost.Reading;

namespace SmartCity.AppHost.Trust;

/// <summary>The administrator's account for the pages: made once on every node, its password shown once and kept nowhere.</summary>
internal static class FirstAccount
{
    public const string UserName = "admin";
    private const string Path = "/api/command-centre/v1/accounts";

    // No letters that look like others.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <returns>The password when an account was made now; null when all nodes had one.</returns>
    public static async Task<string?> MakeAsync(IEnumerable<NodeApi> nodes, CancellationToken cancellation)
    {
        var password = string.Join('-', RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(part => new string(part)));
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
