using System.Text;
using System.Text.Json;
using SmartCity.Contracts.Security;

namespace SmartCity.Contracts.Tests.Security;

public sealed class NodeDirectoryTests
{
    private static readonly SigningKey Key = SigningKey.Create();
    private static readonly NodeDirectory Directory = new(7, new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)),
        [new("430481", "耒阳市", Key.Public.ToJwk(), false, ["430481"], 50, 1_000_000, 8_000_000)],
        [new("city", Key.Public.ToJwk(), ["environment:read:430400"], false)]);

    [Fact]
    public void What_was_signed_is_read_again()
    {
        var read = NodeDirectory.Verify(Directory.Sign(Key), Key.Public);

        Assert.Equal(JsonSerializer.Serialize(Directory), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void Another_key_is_refused() => Assert.Null(NodeDirectory.Verify(Directory.Sign(SigningKey.Create()), Key.Public));

    [Fact]
    public void Bent_at_any_character_it_is_refused()
    {
        var jws = Directory.Sign(Key);
        for (var at = 0; at < jws.Length - 1; at++)
        {
            // The last character of a part may hold unused bits only, which base64url readers ignore.
            if (jws[at] == '.' || jws[at + 1] == '.')
                continue;
            var bent = $"{jws[..at]}{(jws[at] == 'A' ? 'B' : 'A')}{jws[(at + 1)..]}";
            Assert.Null(NodeDirectory.Verify(bent, Key.Public));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("not a directory")]
    [InlineData("!.!.!")]
    public void Junk_is_refused(string junk) => Assert.Null(NodeDirectory.Verify(junk, Key.Public));

    [Fact]
    public void Unsigned_it_is_refused()
    {
        var parts = Directory.Sign(Key).Split('.');
        var none = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"alg":"none","typ":"{{NodeDirectory.Type}}","kid":"x"}""")).TrimEnd('=');

        Assert.Null(NodeDirectory.Verify($"{none}.{parts[1]}.", Key.Public));
        Assert.Null(NodeDirectory.Verify($"{parts[0]}.{parts[1]}.", Key.Public));
    }

    [Fact]
    public void A_token_signed_by_the_same_key_is_not_a_directory()
    {
        var token = new TokenIssuer(Key, "430400", TimeProvider.System).Issue("430400", "gateway", TimeSpan.FromMinutes(1),
            new Dictionary<string, object> { ["version"] = 9, ["issued"] = "2026-11-23T00:00:00Z", ["nodes"] = Array.Empty<string>(), ["operatorIssuers"] = Array.Empty<string>() });

        Assert.Null(NodeDirectory.Verify(token, Key.Public));
    }
}
