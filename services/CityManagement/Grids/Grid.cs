using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Grids;

/// <summary>A responsibility grid 责任网格: a piece of a community somebody answers for.</summary>
/// <param name="Code">15 digits (GB/T 30428.1).</param>
/// <param name="Name">What people call it.</param>
/// <param name="Level">A, B or C: how closely it is managed; decides limits.</param>
/// <param name="CommunityName">Name of the community 社区 it is part of; null when it was not given.</param>
/// <param name="Responsible">Who answers for it; null when nobody is named.</param>
internal sealed record Grid(string Code, string Name, string Level, string? CommunityName, Responsible? Responsible)
{
    public string Division => Code[..6];

    public string Community => Code[..12];

    /// <summary>A place inside it, WGS-84: where a report goes that names the grid alone.</summary>
    public Position Centre { get; init; }
}

/// <summary>Somebody who answers for a grid.</summary>
internal sealed record Responsible(string Id, string Name);

/// <summary>A community 社区.</summary>
internal sealed record Community(string Code, string Name)
{
    public string Division => Code[..6];
}
