using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SmartCity.CommandCentre.Tests.Sessions;

public sealed partial class CodeTests
{
    [Fact]
    public async Task One_time_codes_are_switched_on_by_a_first_code_and_asked_for_from_then_on()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("zhu");
        var key = Key().Match(await browser.Http.GetStringAsync("/account/codes")).Groups["key"].Value.Replace(" ", "");
        Assert.Equal(32, key.Length);

        using var wrong = await browser.PostFormAsync("/account/codes", new() { ["code"] = "000000" });
        Assert.Equal("/account/codes?why=Wrong", wrong.Headers.Location?.ToString());
        using var on = await browser.PostFormAsync("/account/codes", new() { ["code"] = Code(key) });
        Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        var recovery = Recovery().Matches(await on.Content.ReadAsStringAsync()).Select(match => match.Groups["code"].Value).ToList();
        Assert.Equal(8, recovery.Count);

        using var other = new Browser(node.Address);
        using var without = await other.SignInAsync("zhu", TestSite.Password + "!");
        Assert.Contains("why=CodeNeeded", without.Headers.Location?.ToString());
        using var with = await other.SignInAsync("zhu", TestSite.Password + "!", Code(key));
        Assert.Equal("/", with.Headers.Location?.ToString());
        using var recovered = await other.SignInAsync("zhu", TestSite.Password + "!", recovery[0]);
        Assert.Equal("/", recovered.Headers.Location?.ToString());
        using var again = await other.SignInAsync("zhu", TestSite.Password + "!", recovery[0]);
        Assert.Contains("why=Wrong", again.Headers.Location?.ToString());

        using var reset = await node.Http.PostAsJsonAsync("/api/command-centre/v1/accounts/zhu/password", new { password = "after-a-lost-device", codesOff = true });
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        using var alone = await other.SignInAsync("zhu", "after-a-lost-device");
        Assert.Equal("/account/password", alone.Headers.Location?.ToString());
    }

    // RFC 6238 with SHA-1, six digits, thirty seconds.
    private static string Code(string key)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        var secret = bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The algorithm of the standard.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000;
        return number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<code>(?<key>[A-Z2-7 ]{30,})</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>")]
    private static partial Regex Recovery();
}
