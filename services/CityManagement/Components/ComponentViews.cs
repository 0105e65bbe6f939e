using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.Codes;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>A component as it is answered. <see cref="Position"/> is WGS-84; <see cref="CoordinateSystem"/> says what its numbers came in.</summary>
internal sealed record ComponentView(
    string Id, string Division, string Class, string SubClass, string? ClassName, string Name, Position Position, string CoordinateSystem, string? Accuracy,
    string State, string StateName, string? Owner, string? Maintainer, string? Grid, DateOnly Initial, DateOnly Changed, int Version)
{
    public static ComponentView Of(Component it) => new(
        it.Id, it.Division, it.Class, it.SubClass, (Classification.Components.Find(it.Class, it.SubClass) ?? Classification.Components.Find(it.Class))?.Name, it.Name,
        it.Place, it.CoordinateSystem, it.Accuracy, ComponentStateNames.Name(it.State), it.State.ChineseName(), it.Owner, it.Maintainer, it.Grid, it.Initial, it.Changed, it.Version);
}

/// <summary>A component and its cases that are not over.</summary>
internal sealed record ComponentDetail(ComponentView Component, IReadOnlyList<CaseView> OpenCases);

/// <summary>Body of an import: the CSV as it stands.</summary>
internal sealed record ComponentImportRequest(string Components);

/// <summary>What came of an import, in all and by division.</summary>
internal sealed record ComponentsImportedView(string ImportId, int Added, int Changed, int Unchanged, IReadOnlyDictionary<string, ComponentCounts> Divisions);

/// <summary>Body of a change of state.</summary>
/// <param name="State"><c>intact</c>, <c>damaged</c>, <c>lost</c>, <c>abandoned</c> or the word of the standard.</param>
/// <param name="Text">Why, at most 2,000 characters.</param>
internal sealed record ComponentStateRequest(string State, string? Text = null);

/// <summary>An import that was begun.</summary>
/// <param name="Loaded">How many rows are in.</param>
/// <param name="DoneAt">When all were; null while they are not.</param>
/// <param name="Divisions">What came of it, of divisions the caller may see.</param>
internal sealed record ComponentImportView(string Id, string By, DateTimeOffset At, int Loaded, DateTimeOffset? DoneAt, IReadOnlyDictionary<string, ComponentCounts> Divisions)
{
    public static ComponentImportView Of(ComponentImport import, Func<string, bool> may) =>
        new(import.Id, import.By, import.At, import.Loaded, import.DoneAt, import.Counts().Where(pair => may(pair.Key)).ToDictionary());
}
