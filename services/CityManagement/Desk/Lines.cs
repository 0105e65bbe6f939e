using SmartCity.Desks.Shown;

namespace SmartCity.CityManagement.Desk;

/// <summary>A link of this node to another, as the API of links answers it; read by those who may.</summary>
internal sealed record Line(string Node, string Name, string Relation, DateTimeOffset? LastContact, IReadOnlyList<LineLane> Lanes)
{
    public const string Path = "/api/federation/v1/links";

    /// <summary>Whether nothing comes through at present.</summary>
    public bool IsCut => Lanes.Any(lane => lane.State.Equals("dark", StringComparison.OrdinalIgnoreCase));

    /// <summary>Since when it is known to be cut, for people.</summary>
    public string Since => LastContact is null ? "尚未连通" : Show.Short(LastContact);
}

/// <summary>A lane of it.</summary>
internal sealed record LineLane(string Lane, string State);
