using System.Globalization;
using SmartCity.CityManagement.Grids;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Contracts.Codes;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>The table of components as CSV. Class and division are in the id; an empty grid is found on the map, an empty change date is the initial one.</summary>
internal sealed class ComponentFile
{
    public static readonly string[] Columns = ["id", "name", "longitude", "latitude", "coordinateSystem", "accuracy", "state", "owner", "maintainer", "grid", "initial", "changed"];
    private const int LongestText = 200;
    private readonly List<FileMistake> mistakes = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Func<string, bool>? isHome;

    private ComponentFile(Func<string, bool>? isHome) => this.isHome = isHome;

    /// <summary>Reads the whole table. Rows, or every mistake; nothing in between.</summary>
    /// <param name="text">The table.</param>
    /// <param name="isHome">Whether this node keeps the components of a division; null to take any.</param>
    public static (IReadOnlyList<Component>? Rows, IReadOnlyList<FileMistake> Mistakes) Read(string text, Func<string, bool>? isHome = null)
    {
        var file = new ComponentFile(isHome);
        var rows = GridTables.Rows(text, "components", Columns, file.mistakes).Select(row => file.ReadOne(row.Where, row.Cells)).ToList();
        if (rows.Count == 0 && file.mistakes.Count == 0)
            file.mistakes.Add(new("components", "the table", "", "at least one row under the columns " + string.Join(',', Columns)));
        return file.mistakes.Count == 0 ? ([.. rows.OfType<Component>()], []) : (null, file.mistakes);
    }

    private Component? ReadOne(string where, string[] cells)
    {
        var before = mistakes.Count;
        var id = Id(where, cells[0]);
        Need(cells[1].Length is > 0 and <= LongestText, "name", cells[1], "a name of at most 200 characters");
        var system = CoordinateSystem.Wgs84;
        Need(cells[4].Length == 0 || Named(cells[4], out system), "coordinateSystem", cells[4], "one of wgs84, gcj02, cgcs2000, bd09, or nothing for wgs84");
        var (longitude, latitude) = (Degrees("longitude", cells[2], 180), Degrees("latitude", cells[3], 90));
        AccuracyClass accuracy = default;
        Need(cells[5].Length == 0 || AccuracyClasses.TryParse(cells[5], out accuracy), "accuracy", cells[5], "A, B, C or nothing");
        var state = ComponentStateNames.Read(cells[6]);
        Need(state is not null, "state", cells[6], ComponentStateNames.Expected);
        Need(cells[7].Length <= LongestText, "owner", cells[7], "at most 200 characters");
        Need(cells[8].Length <= LongestText, "maintainer", cells[8], "at most 200 characters");
        Need(cells[9].Length == 0 || GridCode.TryParse(cells[9], out _) == CodeError.None, "grid", cells[9], "the 15 digits of a grid, or nothing");
        var initial = Date("initial", cells[10]);
        var changed = cells[11].Length == 0 ? initial : Date("changed", cells[11]);
        Need(initial is null || changed is null || changed >= initial, "changed", cells[11], $"a date not before {cells[10]}");
        if (mistakes.Count > before)
            return null;
        var place = Coordinates.ToWgs84(longitude!.Value, latitude!.Value, system);
        return new()
        {
            Id = id!.Value,
            Division = id.Division,
            Class = id.Class,
            SubClass = id.SubClass,
            Name = cells[1],
            Longitude = place.Longitude,
            Latitude = place.Latitude,
            CoordinateSystem = system.ToString().ToLowerInvariant(),
            Accuracy = cells[5].Length == 0 ? null : accuracy.ToString(),
            State = state!.Value,
            Owner = cells[7].Length == 0 ? null : cells[7],
            Maintainer = cells[8].Length == 0 ? null : cells[8],
            Grid = cells[9].Length == 0 ? null : cells[9],
            Initial = initial!.Value,
            Changed = changed!.Value,
        };

        void Need(bool right, string field, string found, string expected)
        {
            if (!right)
                mistakes.Add(new(where, field, found.Length > 80 ? found[..80] + "…" : found, expected));
        }

        double? Degrees(string field, string text, double most)
        {
            var read = double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees);
            Need(read && Math.Abs(degrees) <= most, field, text, $"degrees from -{most} to {most}");
            return degrees;
        }

        DateOnly? Date(string field, string text)
        {
            var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
            Need(read, field, text, "a date such as 2024-05-31");
            return read ? date : null;
        }
    }

    private ComponentId? Id(string where, string text)
    {
        var error = ComponentId.TryParse(text, ComponentIdForm.Current, out var id);
        var table = Classification.Components;
        if (id is null)
            mistakes.Add(new(where, "id", text, $"the 16 digits of a component (wrong: {error})"));
        else if (isHome?.Invoke(id.Division) == false)
            mistakes.Add(new(where, "id", text, $"a component of a division whose home is this node, not of {id.Division}"));
        else if (table.Find(id.Class) is null)
            mistakes.Add(new(where, "id", text, $"digits 7 and 8 to be one of the classes {string.Join(", ", table.Classes.Select(entry => entry.Class))}"));
        else if (!id.IsExtension && table.Find(id.Class, id.SubClass) is null)
            mistakes.Add(new(where, "id", text, $"digits 9 to 11 to be a sub-class of {id.Class} of GB/T 30428.2, or 080 to 999 for one of the city's own"));
        else if (!ids.Add(id.Value))
            mistakes.Add(new(where, "id", text, "each component once"));
        return id;
    }

    private static bool Named(string text, out CoordinateSystem system) =>
        Enum.TryParse(text, ignoreCase: true, out system) && Enum.IsDefined(system) && char.IsAsciiLetter(text[0]);
}
