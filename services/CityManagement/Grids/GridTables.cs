using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Grids;

/// <summary>The tables beside the polygons: comma-separated, a first line of column names, lines that begin with # for people.</summary>
internal static class GridTables
{
    public static IReadOnlyList<Community> Communities(string text, List<FileMistake> mistakes)
    {
        var found = new Dictionary<string, Community>(StringComparer.Ordinal);
        foreach (var (where, cells) in Rows(text, "communities", ["code", "name"], mistakes))
        {
            if (cells[0].Length != 12 || !cells[0].All(char.IsAsciiDigit))
                mistakes.Add(new(where, "code", cells[0], "the 12 digits of a community"));
            else if (cells[1].Length == 0)
                mistakes.Add(new(where, "name", "", "a name"));
            else if (!found.TryAdd(cells[0], new(cells[0], cells[1])))
                mistakes.Add(new(where, "code", cells[0], "each community once"));
        }
        return [.. found.Values.OrderBy(community => community.Code, StringComparer.Ordinal)];
    }

    public static IReadOnlyDictionary<string, Responsible> Responsibles(string text, IReadOnlySet<string> grids, List<FileMistake> mistakes)
    {
        var found = new Dictionary<string, Responsible>(StringComparer.Ordinal);
        foreach (var (where, cells) in Rows(text, "responsibles", ["grid", "id", "name"], mistakes))
        {
            if (!grids.Contains(cells[0]))
                mistakes.Add(new(where, "grid", cells[0], "the code of a grid of the GeoJSON"));
            else if (cells[1].Length == 0)
                mistakes.Add(new(where, "id", "", "the id of a person"));
            else if (!found.TryAdd(cells[0], new(cells[1], cells[2].Length == 0 ? cells[1] : cells[2])))
                mistakes.Add(new(where, "grid", cells[0], "one person for each grid"));
        }
        return found;
    }

    public static IEnumerable<(string Where, string[] Cells)> Rows(string text, string file, string[] columns, List<FileMistake> mistakes)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select((line, index) => (Number: index + 1, Text: line.Trim()))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#').ToList();
        if (lines.Count == 0)
            yield break;
        if (!lines[0].Text.Split(',').Select(cell => cell.Trim()).SequenceEqual(columns, StringComparer.OrdinalIgnoreCase))
        {
            mistakes.Add(new($"{file}, line {lines[0].Number}", "columns", lines[0].Text, string.Join(',', columns)));
            yield break;
        }
        foreach (var (number, line) in lines.Skip(1))
        {
            var cells = line.Split(',').Select(cell => cell.Trim()).ToArray();
            if (cells.Length == columns.Length)
                yield return ($"{file}, line {number}", cells);
            else
                mistakes.Add(new($"{file}, line {number}", "the line", line, $"{columns.Length} cells ({string.Join(',', columns)}), not {cells.Length}"));
        }
    }
}
