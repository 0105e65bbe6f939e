using System.Globalization;
using SmartCity.Kernel.Http;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>Query string of the list of components.</summary>
/// <param name="Box"><c>west,south,east,north</c>, degrees WGS-84.</param>
internal sealed record ComponentListParameters(
    string? Division, string? Class, string? SubClass, string? Grid, string? State, string? Box, string? Text, string? After, int? Limit)
{
    /// <summary>The query, or what is wrong.</summary>
    public (ComponentQuery? Query, FieldError Mistake) Read(IReadOnlyList<string> divisions)
    {
        var state = ComponentStateNames.Read(State);
        if (State is not null && state is null)
            return (null, new("state", "expected " + ComponentStateNames.Expected));
        var box = ComponentBox.Read(Box);
        if (Box is not null && box is null)
            return (null, new("box", "expected west,south,east,north in degrees WGS-84, west not above east and south not above north"));
        var after = Cursor.Read(After);
        if (!string.IsNullOrEmpty(After) && after is not { Length: 16 })
            return (null, new("after", "expected the cursor of a page"));
        return (new(divisions, Cursor.Limit(Limit))
        {
            Class = Class,
            SubClass = SubClass,
            Grid = Grid,
            State = state,
            Box = box,
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            After = after,
        }, default);
    }
}

/// <summary>A rectangle of degrees, WGS-84.</summary>
internal sealed record ComponentBox(double West, double South, double East, double North)
{
    /// <summary>Null when the text is none.</summary>
    public static ComponentBox? Read(string? text)
    {
        var sides = (text ?? "").Split(',')
            .Select(side => double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : (double?)null).ToList();
        return sides is [{ } west, { } south, { } east, { } north] && west <= east && south <= north ? new(west, south, east, north) : null;
    }
}

/// <summary>Filters and place of a page of components, in the order of their ids.</summary>
internal sealed record ComponentQuery(IReadOnlyList<string> Divisions, int Limit)
{
    public string? Class { get; init; }
    public string? SubClass { get; init; }
    public string? Grid { get; init; }
    public ComponentState? State { get; init; }
    public ComponentBox? Box { get; init; }
    public string? Text { get; init; }

    /// <summary>Id of the last component of the page before.</summary>
    public string? After { get; init; }

    public IQueryable<Component> Apply(IQueryable<Component> components)
    {
        components = components.Where(it => Divisions.Contains(it.Division));
        if (Class is not null)
            components = components.Where(it => it.Class == Class);
        if (SubClass is not null)
            components = components.Where(it => it.SubClass == SubClass);
        if (Grid is not null)
            components = components.Where(it => it.Grid == Grid);
        if (State is { } state)
            components = components.Where(it => it.State == state);
        if (Box is { } box)
            components = components.Where(it => it.Longitude >= box.West && it.Longitude <= box.East && it.Latitude >= box.South && it.Latitude <= box.North);
        if (Text is not null)
            components = components.Where(it => it.Name.Contains(Text) || it.Id.Contains(Text) || it.Owner!.Contains(Text) || it.Maintainer!.Contains(Text));
        if (After is not null)
            components = components.Where(it => it.Id.CompareTo(After) > 0);
        return components.OrderBy(it => it.Id).Take(Limit + 1);
    }
}
