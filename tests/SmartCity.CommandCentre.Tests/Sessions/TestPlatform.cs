using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.CommandCentre.Tests.Sessions;

/// <summary>An identity platform that speaks OpenID Connect: discovery, keys, authorization with PKCE, tokens. Everybody who asks is let in as the person set.</summary>
internal sealed class TestPlatform : IAsyncDisposable
{
    private readonly WebApplication app = Build();
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> codes = new();

    private TestPlatform()
    {
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Address, ["authorization_endpoint"] = Address + "/authorize", ["token_endpoint"] = Address + "/token", ["userinfo_endpoint"] = Address + "/me", ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new[] { "code" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" }, ["subject_types_supported"] = new[] { "public" },
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId }) is var jwk ? new { kty = jwk.Kty, kid = jwk.Kid, n = jwk.N, e = jwk.E, use = "sig", alg = "RS256" } : null } }));
        app.MapGet("/authorize", (string client_id, string redirect_uri, string state, string nonce, string code_challenge, string code_challenge_method, string response_type) =>
        {
            Assert.Equal(("hub", "code", "S256"), (client_id, response_type, code_challenge_method));
            var code = Guid.NewGuid().ToString("N");
            codes[code] = (code_challenge, nonce, redirect_uri);
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        app.MapPost("/token", (Delegate)TokenAsync);
        app.MapGet("/me", () => Results.Json(new { sub = "u-17", name = "郑钧" }));
    }

    public string Address => app.Urls.First().TrimEnd('/');

    /// <summary>What the platform says of the person's roles.</summary>
    public string[] Roles { get; set; } = [];

    public static async Task<TestPlatform> StartAsync()
    {
        var platform = new TestPlatform();
        await platform.app.StartAsync();
        return platform;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked.Redirect || form["client_secret"] != "a-secret"
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return Results.BadRequest(new { error = "invalid_grant" });
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address, Audience = "hub", IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "u-17", ["name"] = "郑钧", ["preferred_username"] = "zhengjun", ["nonce"] = asked.Nonce, ["roles"] = Roles },
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = token });
    }
}
