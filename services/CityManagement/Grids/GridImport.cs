namespace SmartCity.CityManagement.Grids;

/// <summary>Grids that were imported by HTTP: the texts as they came, read again at every start.</summary>
internal sealed record GridImport
{
    /// <summary>Always <see cref="OnlyId"/>: an import replaces the one before.</summary>
    public required string Id { get; init; }
    public required string Grids { get; init; }
    public required string Communities { get; init; }
    public required string Responsibles { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    public const string OnlyId = "current";
}
