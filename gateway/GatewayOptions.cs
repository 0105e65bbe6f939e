namespace SmartCity.Gateway;

/// <summary>Settings of a gateway, section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The gateway's own id, for example <c>gateway-430400</c>: audience of nodes' tokens, issuer of internal tokens, and the hop that its errors name.</summary>
    public string Site { get; set; } = "";

    /// <summary>Id of the node behind it, for example <c>430400</c>: audience of internal tokens.</summary>
    public string Node { get; set; } = "";

    /// <summary>Where that node listens, for example <c>http://127.0.0.1:8100</c>.</summary>
    public string Destination { get; set; } = "";

    /// <summary>Where a module listens that runs in a process of its own, by its route: <c>Gateway:Modules:city-management</c> = <c>http://…</c>. The others are at <see cref="Destination"/>.</summary>
    public IDictionary<string, string> Modules { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder of the gateway's own key and its copy of the directory.</summary>
    public string Data { get; set; } = ".smartcity/gateway";

    /// <summary>Ends the process when standard input is closed: for a parent that may die without saying so.</summary>
    public bool EndWithParent { get; set; }

    /// <summary>The directory of nodes.</summary>
    public DirectoryOptions Directory { get; init; } = new();

    /// <summary>Whose operators may come in, beside the issuers in the directory. Nobody's by default.</summary>
    public IList<OperatorIssuer> Operators { get; init; } = [];

    /// <summary>How much anybody may use.</summary>
    public LimitOptions Limits { get; init; } = new();
}

/// <summary>The directory of nodes, section <c>Gateway:Directory</c>.</summary>
public sealed class DirectoryOptions
{
    /// <summary>The one key whose signature on a directory counts: a JSON Web Key (EC, P-256).</summary>
    public string Key { get; set; } = "";

    /// <summary>Unconfirmed for longer than this, the directory is called stale.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>An issuer of operators' tokens and how far it is trusted.</summary>
public sealed class OperatorIssuer
{
    /// <summary>The issuer's name, claim <c>iss</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its public key, a JSON Web Key (EC, P-256).</summary>
    public string Key { get; set; } = "";

    /// <summary>The rights it may grant; a token's rights beyond these are dropped. Empty for all.</summary>
    public IList<string> Rights { get; init; } = [];

    /// <summary>Longest lifetime of its tokens.</summary>
    public TimeSpan LongestLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A key made for one machine: a gateway that listens beyond loopback refuses to start with it.</summary>
    public bool LoopbackOnly { get; set; }
}

/// <summary>How much anybody may use, section <c>Gateway:Limits</c>. What the directory says of a node goes before the defaults here.</summary>
public sealed class LimitOptions
{
    /// <summary>Connections open at once.</summary>
    public int Connections { get; set; } = 2_000;

    /// <summary>Requests of one caller under way at once, long polls included.</summary>
    public int RequestsAtOnce { get; set; } = 64;

    /// <summary>Pages open at once from one address: an office behind one address has many.</summary>
    public int PagesAtOnce { get; set; } = 1_000;

    /// <summary>Requests per second of a node of which the directory does not say.</summary>
    public int NodeRequestsPerSecond { get; set; } = 200;

    /// <summary>Body bytes per second of a node of which the directory does not say.</summary>
    public long NodeBytesPerSecond { get; set; } = 64 << 20;

    /// <summary>Largest body of a node of which the directory does not say, bytes.</summary>
    public long NodeMaxBodyBytes { get; set; } = 8 << 20;

    /// <summary>Requests per second of one operator.</summary>
    public int OperatorRequestsPerSecond { get; set; } = 100;

    /// <summary>Body bytes per second of one operator.</summary>
    public long OperatorBytesPerSecond { get; set; } = 8 << 20;

    /// <summary>Largest body of an operator, bytes.</summary>
    public long OperatorMaxBodyBytes { get; set; } = 4 << 20;

    /// <summary>Enrolment requests per minute of one address (IPv6: of one /64).</summary>
    public int EnrolmentsPerMinute { get; set; } = 6;

    /// <summary>Largest body of an enrolment, bytes.</summary>
    public long EnrolmentMaxBodyBytes { get; set; } = 16 << 10;

    /// <summary>A body that comes in more slowly than this, bytes per second, is given up after <see cref="SlowBodyGrace"/>.</summary>
    public int SlowestBodyBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may be slower than that.</summary>
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long request headers may take to come in.</summary>
    public TimeSpan Headers { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the node may stay silent on a request; long polls wait up to 60 seconds.</summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(75);
}
