using System.Text.Json;

namespace SmartCity.CityManagement.Components;

/// <summary>One import of a file: kept with its text until the last batch is in, so that a restart goes on where it stopped.</summary>
internal sealed record ComponentImport
{
    /// <summary><see cref="By"/> of an import of the file of the settings.</summary>
    public const string Settings = "settings";

    public required string Id { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the text, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The text while it is being loaded; null afterwards, and for the file of the settings, which is there to be read again.</summary>
    public string? Content { get; init; }

    /// <summary>How many of its rows are in.</summary>
    public int Loaded { get; init; }

    /// <summary>What came of those, by division.</summary>
    public string Tally { get; init; } = "{}";
    public DateTimeOffset? DoneAt { get; init; }

    public SortedDictionary<string, ComponentCounts> Counts() => JsonSerializer.Deserialize<SortedDictionary<string, ComponentCounts>>(Tally)!;
}

/// <summary>Rows of one division.</summary>
internal readonly record struct ComponentCounts(int Added, int Changed, int Unchanged)
{
    public ComponentCounts Plus(Component? before, Component after) =>
        before is null ? this with { Added = Added + 1 } : ReferenceEquals(before, after) ? this with { Unchanged = Unchanged + 1 } : this with { Changed = Changed + 1 };
}
