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

    /// <summary>The divisions this node acts for.</summary>
    internal IReadOnlyList<string> ActsFor => Divisions.Count == 0 ? [Id] : [.. Divisions];

    internal bool OnPostgres => Database?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true;
}
