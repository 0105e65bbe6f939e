using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Trust;

/// <summary>The administrator of the embedded city, known to every node it starts and to nobody beyond this machine.</summary>
internal static class Administrator
{
    public const string Issuer = "embedded-administrator";

    public const string TokenFile = "admin-token";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Issues a token and writes it to <c>admin-token</c>, readable by its owner alone.</summary>
    public static string Renew(string data, TimeProvider clock)
    {
        var key = SigningKey.LoadOrCreate(Path.Combine(data, CityKeys.OperatorsFile));
        var token = new TokenIssuer(key, Issuer, clock).Issue("administrator", TokenAudience.Everywhere, Lifetime, new Dictionary<string, object>
        {
            [TokenClaims.Kind] = "operator",
            [TokenClaims.Rights] = new[] { Right.All.ToString() },
        });
        PrivateFile.Write(Path.Combine(data, TokenFile), token);
        return token;
    }
}
