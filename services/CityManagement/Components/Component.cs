using SmartCity.Contracts.Codes;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>A component 部件 of the registry: a cover, a lamp, a tree (GB/T 30428.2). Replaced, never changed.</summary>
internal sealed record Component
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>16 digits, never given out again. The next four are read out of it.</summary>
    public required string Id { get; init; }
    public required string Division { get; init; }
    public required string Class { get; init; }
    public required string SubClass { get; init; }
    public required string Name { get; init; }

    /// <summary>WGS-84, degrees.</summary>
    public required double Longitude { get; init; }
    public required double Latitude { get; init; }

    /// <summary>The system its numbers came in, before they were converted.</summary>
    public required string CoordinateSystem { get; init; }

    /// <summary>A, B or C of the standard; null when it was not surveyed.</summary>
    public string? Accuracy { get; init; }
    public required ComponentState State { get; init; }

    /// <summary>权属单位 and 养护单位.</summary>
    public string? Owner { get; init; }
    public string? Maintainer { get; init; }

    /// <summary>As the file says, else where the place lay on the map when it was loaded; null when no grid covers it.</summary>
    public string? Grid { get; init; }
    public required DateOnly Initial { get; init; }
    public required DateOnly Changed { get; init; }

    /// <summary>When an officer set the state here; null while it is that of the file.</summary>
    public DateTimeOffset? StateSetAt { get; init; }
    public int Version { get; init; } = 1;

    public Position Place => new(Longitude, Latitude);

    /// <summary>What a row of a file makes of it; itself when nothing changes. A state set here gives way only to a survey of a later day.</summary>
    public Component With(Component row)
    {
        var keeps = StateSetAt is { } set && row.Changed <= Day(set);
        var after = row with
        {
            Version = Version,
            Grid = row.Grid ?? (row.Place == Place ? Grid : null),
            State = keeps ? State : row.State,
            StateSetAt = keeps ? StateSetAt : null,
            Changed = keeps && row.Changed < Changed ? Changed : row.Changed,
        };
        return after == this ? this : after with { Version = Version + 1 };
    }

    /// <summary>In another state from now on.</summary>
    public Component InState(ComponentState state, DateTimeOffset now) =>
        this with { State = state, StateSetAt = now, Changed = Day(now), Version = Version + 1 };

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Beijing).DateTime);
}
