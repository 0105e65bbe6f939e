using System.Text.Json.Serialization;
using SmartCity.CityManagement.Components;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Http;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Cases;

/// <summary>A report from a handheld 城管通 or another system.</summary>
/// <param name="Kind"><c>component</c> or <c>occurrence</c>.</param>
/// <param name="Class">Two digits of GB/T 30428.2; may be left out where the component is in the registry.</param>
/// <param name="SubClass">Two or three digits; 080–999 are a city's own. Left out like the class.</param>
/// <param name="Description">What was seen, at most 2,000 characters.</param>
/// <param name="Longitude">Degrees, in <paramref name="CoordinateSystem"/>.</param>
/// <param name="Latitude">Degrees, in <paramref name="CoordinateSystem"/>.</param>
/// <param name="CoordinateSystem"><c>wgs84</c> (default), <c>gcj02</c>, <c>cgcs2000</c> or <c>bd09</c>.</param>
/// <param name="Division">Six digits; needed only where the place does not tell.</param>
/// <param name="Level">A, B or C; default that of the grid.</param>
/// <param name="Component">Id of the component, 16 digits. One of the registry gives its place and class to a report that has none.</param>
/// <param name="Source">Default <c>handheld</c>.</param>
/// <param name="SourceId">Its id at the source.</param>
/// <param name="Reporter">Who saw it; default the caller.</param>
/// <param name="ReporterPhone">Where the reporter can be reached: 5 to 20 digits. Stays at this node, apart from the case.</param>
/// <param name="Evidence">References to photographs and the like, at most 20.</param>
internal sealed record ReportRequest(
    string Kind, string? Class = null, string? SubClass = null, string? Description = null, double? Longitude = null, double? Latitude = null, string? CoordinateSystem = null,
    string? Division = null, string? Level = null, string? Component = null, string? Source = null, string? SourceId = null, string? Reporter = null,
    IReadOnlyList<string>? Evidence = null, string? ReporterPhone = null)
{
    /// <summary>The report as it was sent, before it was filled from the registry: a repeat is known by that.</summary>
    [JsonIgnore]
    public ReportRequest? Sent { get; init; }

    /// <summary>The grid of the component whose place it took; null when it came with a place of its own.</summary>
    [JsonIgnore]
    public string? ComponentGrid { get; init; }

    /// <summary>The report with what it leaves open taken from its component: the place, and for a component case the class.</summary>
    public ReportRequest About(Component component)
    {
        var placeless = Longitude is null && Latitude is null;
        var classless = Kind == CaseKinds.Component && Class is null && SubClass is null;
        return this with
        {
            Sent = this,
            Class = classless ? component.Class : Class,
            SubClass = classless ? component.SubClass : SubClass,
            Longitude = placeless ? component.Longitude : Longitude,
            Latitude = placeless ? component.Latitude : Latitude,
            CoordinateSystem = placeless ? null : CoordinateSystem,
            Division = placeless ? Division ?? component.Division : Division,
            ComponentGrid = placeless ? component.Grid : null,
        };
    }

    /// <summary>Every mistake of it.</summary>
    public IReadOnlyList<FieldError> Mistakes()
    {
        var wrong = new List<FieldError>();
        Need(Kind is CaseKinds.Component or CaseKinds.Occurrence, "kind", "expected component or occurrence");
        var table = Kind == CaseKinds.Component ? Classification.Components : Classification.Occurrences;
        var known = Class is not null && table.Find(Class) is not null;
        Need(known, "class", $"expected one of {string.Join(", ", table.Classes.Select(entry => entry.Class + " " + entry.Name))}");
        Need(!known || IsExtension || SubClass is not null && table.Find(Class!, SubClass) is not null, "subClass", $"expected a sub-class of {Class} of GB/T 30428.2, or 080 to 999 for one of the city's own");
        Need(Description?.Trim().Length is > 0 and <= 2000, "description", "expected 1 to 2000 characters");
        Need(Longitude is null == Latitude is null, "longitude", "expected longitude and latitude, or neither");
        Need(Longitude is null || Latitude is null || new Position(Longitude.Value, Latitude.Value).IsValid, "longitude", "expected longitude -180 to 180 and latitude -90 to 90");
        Need(System is not null, "coordinateSystem", "expected wgs84, gcj02, cgcs2000 or bd09");
        Need(Longitude is not null || Division is not null, "division", "expected six digits where no position is given");
        Need(Division is null || Division.Length == 6 && Division.All(char.IsAsciiDigit), "division", "expected six digits");
        Need(Level is null or "A" or "B" or "C", "level", "expected A, B or C");
        Need(Component is null || ComponentId.TryParse(Component, ComponentIdForm.Current, out _) == CodeError.None, "component", "expected the 16 digits of a component");
        Need(Short(Source) && Short(SourceId) && Short(Reporter), "source", "expected source, sourceId and reporter of at most 200 characters");
        Need(ReporterPhone is null || CaseContact.Read(ReporterPhone) is not null, "reporterPhone", "expected a telephone number of 5 to 20 digits");
        Need(Evidence is null || Evidence.Count <= 20 && Evidence.All(reference => reference is { Length: > 0 and <= 500 }), "evidence", "expected at most 20 references of 1 to 500 characters");
        return wrong;

        void Need(bool right, string field, string expected)
        {
            if (!right)
                wrong.Add(new(field, expected));
        }
    }

    /// <summary>The place, WGS-84; null when none was given. Only of a report without mistakes.</summary>
    public Position? Place => Longitude is { } longitude && Latitude is { } latitude ? Coordinates.ToWgs84(longitude, latitude, System!.Value) : null;

    private CoordinateSystem? System =>
        CoordinateSystem is null ? SmartCity.Contracts.Codes.CoordinateSystem.Wgs84
        : Enum.TryParse<CoordinateSystem>(CoordinateSystem, ignoreCase: true, out var system) && !char.IsAsciiDigit(CoordinateSystem[0]) ? system : null;

    private bool IsExtension => SubClass is { Length: 3 } && SubClass.All(char.IsAsciiDigit) && string.CompareOrdinal(SubClass, "080") >= 0;

    private static bool Short(string? text) => text is null or { Length: > 0 and <= 200 };
}
