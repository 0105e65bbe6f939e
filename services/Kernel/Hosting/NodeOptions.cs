using System.ComponentModel.DataAnnotations;

namespace SmartCity.Kernel.Hosting;

/// <summary>Settings of a node, section <c>Node</c>. Whether it is the city or a county is nowhere but here.</summary>
public sealed class NodeOptions
{
    /// <summary>The node's id for life: the GB/T 2260 code of its division, for example <c>430481</c>.</summary>
    [Required, RegularExpression("[0-9]{6}", ErrorMessage = "Node:Id must be the six digits of the node's division, for example 430481.")]
    public string Id { get; set; } = "";

    /// <summary>What people call it, for example 耒阳市.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The modules to run; empty for all of this build.</summary>
    public IList<string> Modules { get; init; } = [];

    /// <summary>Codes of the divisions whose events this node may tell; empty for its own id alone.</summary>
    public IList<string> Divisions { get; init; } = [];

    /// <summary>Folder for the node's keys and, with SQLite, its database.</summary>
    public string Data { get; set; } = ".smartcity";

    /// <summary>A PostgreSQL connection string (with <c>Host=</c>), or a SQLite file; default <c>node.db</c> in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>Ends the process when standard input is closed: for a parent that may die without saying so.</summary>
    public bool EndWithParent { get; set; }

    /// <summary>How the processes of a node on PostgreSQL reach one another.</summary>
    public SiloOptions Silo { get; init; } = new();

    /// <summary>The divisions this node acts for.</summary>
    internal IReadOnlyList<string> ActsFor => Divisions.Count == 0 ? [Id] : [.. Divisions];

    internal bool OnPostgres => Database?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>
/// One process among those of a node, section <c>Node:Silo</c>. They find each other in the database and speak over TCP without
/// encryption or authentication: the port belongs on loopback, or on a network that only the node's processes reach.
/// </summary>
public sealed class SiloOptions
{
    /// <summary>Address to listen on; only this machine unless told otherwise.</summary>
    [Required, RegularExpression(@"[0-9.]+|[0-9A-Fa-f:]+", ErrorMessage = "Node:Silo:Listen must be an IP address, for example 0.0.0.0.")]
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 for a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>IP address by which the other processes reach this one; default <see cref="Listen"/>. Needed where that is 0.0.0.0.</summary>
    [RegularExpression(@"[0-9.]+|[0-9A-Fa-f:]+", ErrorMessage = "Node:Silo:Advertised must be an IP address that the node's other processes reach.")]
    public string? Advertised { get; set; }

    /// <summary>Name of this process in health and logs; default machine and process id. Two processes never share one.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,64}", ErrorMessage = "Node:Silo:Name must be 1 to 64 letters, digits, dots, dashes or underscores.")]
    public string? Name { get; set; }
}
