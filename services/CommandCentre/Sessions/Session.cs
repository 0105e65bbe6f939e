namespace SmartCity.CommandCentre.Sessions;

/// <summary>Somebody signed in at a browser.</summary>
internal sealed class Session
{
    /// <summary>128 random bits; in the cookie, inside its protection.</summary>
    public string Id { get; set; } = "";

    /// <summary>The account's id; for people of another identity platform, its subject.</summary>
    public string Account { get; set; } = "";

    public string UserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>For people of another identity platform: the rights it came with, one a line; null for a local account, whose rights are read.</summary>
    public string? External { get; set; }

    public DateTimeOffset Began { get; set; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset Until { get; set; }

    public string Address { get; set; } = "";

    public string Browser { get; set; } = "";

    public DateTimeOffset? Ended { get; set; }

    public string? EndedBy { get; set; }
}

/// <summary>A key that protects cookies, as data protection wrote it.</summary>
internal sealed class CookieKey
{
    public string Name { get; set; } = "";

    public string Xml { get; set; } = "";
}
