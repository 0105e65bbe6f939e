using System.ComponentModel.DataAnnotations;

namespace SmartCity.CommandCentre;

/// <summary>Settings of the command centre, section <c>CommandCentre</c>.</summary>
public sealed class CommandCentreOptions
{
    /// <summary>How long a sign-in lasts; a shift.</summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Least length of a password, characters.</summary>
    [Range(8, 128)]
    public int PasswordLength { get; set; } = 12;

    /// <summary>So many wrong passwords in a row lock an account.</summary>
    [Range(3, 100)]
    public int LockAfter { get; set; } = 5;

    /// <summary>How long it stays locked.</summary>
    public TimeSpan LockFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>GeoJSON file (WGS-84 or CGCS2000) of the divisions' boundaries, each feature with a property <c>code</c> or <c>adcode</c>; without one the map draws a schematic from the seats and says so.</summary>
    public string? Boundaries { get; set; }

    /// <summary>Addresses of map tiles with <c>{x}</c>, <c>{y}</c>, <c>{z}</c> (XYZ, or a WMTS address written so), for example of a tile server of the site; empty for a map without tiles. Browsers ask them directly.</summary>
    public IList<string> Tiles { get; init; } = [];

    /// <summary>Whose tiles they are, as their terms ask for it.</summary>
    public string? TilesBy { get; set; }

    /// <summary>Addresses of gateways that are believed when they say from where and how a browser came; this machine always is.</summary>
    public IList<string> Gateways { get; init; } = [];

    /// <summary>The identity platform of the city; nothing when accounts are kept here alone.</summary>
    public OpenIdConnectOptions OpenIdConnect { get; init; } = new();

    internal static IEnumerable<string> Mistakes(CommandCentreOptions options)
    {
        if (options.Boundaries is { } file && !File.Exists(file))
            yield return $"CommandCentre:Boundaries is {file}; there is no such file.";
        foreach (var tiles in options.Tiles.Where(tiles => !tiles.Contains("{z}") || !Uri.TryCreate(tiles.Replace("{", "").Replace("}", ""), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            yield return $"CommandCentre:Tiles holds {tiles}; expected an address with {{x}}, {{y}} and {{z}}, for example https://tiles.example/{{z}}/{{x}}/{{y}}.png.";
        foreach (var gateway in options.Gateways.Where(gateway => !System.Net.IPAddress.TryParse(gateway, out _)))
            yield return $"CommandCentre:Gateways holds {gateway}; expected an IP address.";
        foreach (var mistake in options.OpenIdConnect.Mistakes())
            yield return mistake;
    }
}

/// <summary>An identity platform that signs people in by OpenID Connect (authorization code with PKCE).</summary>
public sealed class OpenIdConnectOptions
{
    /// <summary>Its address, where <c>/.well-known/openid-configuration</c> is; empty for none.</summary>
    public string? Authority { get; set; }

    /// <summary>What the platform calls us.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>A file with our secret, readable by the node alone; none for a public client.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What the button on the sign-in page says.</summary>
    public string Name { get; set; } = "统一身份平台";

    /// <summary>The claim that names people's roles.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Which of our roles a value of that claim is: <c>value=role:division:module</c>, for example <c>hy-duty=duty-officer:*:*</c>. Who has none of them is not let in.</summary>
    public IList<string> Roles { get; init; } = [];

    /// <summary>Only for a platform on this machine that speaks without TLS.</summary>
    public bool AllowHttp { get; set; }

    internal bool IsUsed => !string.IsNullOrEmpty(Authority);

    /// <summary>The grants that values of the role claim come to.</summary>
    internal IEnumerable<(string Value, Accounts.GrantView Grant)> Grants => Roles.Select(Read).OfType<(string, Accounts.GrantView)>();

    internal IEnumerable<string> Mistakes()
    {
        if (!IsUsed)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri) || uri.Scheme != "https" && !AllowHttp)
            yield return $"CommandCentre:OpenIdConnect:Authority is {Authority}; expected an https address.";
        if (ClientId.Length == 0)
            yield return "CommandCentre:OpenIdConnect:ClientId is missing.";
        if (ClientSecretFile is { } file && !File.Exists(file))
            yield return $"CommandCentre:OpenIdConnect:ClientSecretFile is {file}; there is no such file.";
        if (Roles.Count == 0)
            yield return "CommandCentre:OpenIdConnect:Roles is empty: nobody could come in.";
        foreach (var role in Roles.Where(role => Read(role) is null))
            yield return $"CommandCentre:OpenIdConnect:Roles holds {role}; expected value=role:division:module with a role of {string.Join(", ", Accounts.Roles.All.Select(known => known.Id))}.";
    }

    private static (string Value, Accounts.GrantView Grant)? Read(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } value, var grant] && grant.Split(':') is [var role, { Length: > 0 } division, { Length: > 0 } module] && Accounts.Roles.Find(role) is not null
            ? (value, new(role, division, module)) : null;
}
