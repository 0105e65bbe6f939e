namespace SmartCity.CityManagement.WorkingTime;

/// <summary>
/// Reads a table of limits: comma-separated text, lines that begin with # are for people, the first other line names the
/// columns in any order. No quotation marks; the note is the only free text and comes without commas.
/// Every mistake is named at once, by line, field and what was expected.
/// </summary>
public static class LimitFile
{
    private static readonly string[] Columns = ["kind", "class", "subclass", "level", "stage", "amount", "unit", "note"];

    /// <summary>The table of a file on disk; <see cref="FileMistakesException"/> names every mistake.</summary>
    public static LimitTable Load(string path)
    {
        var mistakes = TryRead(File.ReadAllText(path), out var table);
        return table ?? throw new FileMistakesException(path, mistakes);
    }

    /// <summary>The table of a text, or null and every mistake in it.</summary>
    public static IReadOnlyList<FileMistake> TryRead(string text, out LimitTable? table)
    {
        table = null;
        var mistakes = new List<FileMistake>();
        var lines = text.Split('\n').Select((line, i) => (Number: i + 1, Cells: Cells(line)))
            .Where(line => line.Cells.Length > 0).ToList();
        if (lines.Count == 0 || !TryHeader(lines[0], mistakes, out var columns))
            return mistakes.Count > 0 ? mistakes : [new("line 1", "the file", "", $"the columns {string.Join(',', Columns)}")];
        var limits = new Dictionary<(LimitKind, string, string, string, LimitStage), (Limit Limit, int Line)>();
        foreach (var (number, cells) in lines.Skip(1))
        {
            if (TryRow(number, cells, columns, mistakes) is not { } limit)
                continue;
            if (!limits.TryAdd(LimitTable.KeyOf(limit), (limit, number)))
            {
                var first = limits[LimitTable.KeyOf(limit)].Line;
                mistakes.Add(new(
                    $"line {number}", "class", limit.Class + limit.SubClass,
                    $"a row unlike line {first}, which has the same kind, class, level and stage"));
            }
        }

        if (limits.Count == 0 && mistakes.Count == 0)
            mistakes.Add(new($"line {lines[0].Number}", "the file", "", "at least one row under the columns"));
        if (mistakes.Count == 0)
            table = new([.. limits.Values.Select(row => row.Limit)]);
        return mistakes;
    }

    private static string[] Cells(string line)
    {
        var trimmed = line.Trim().TrimStart('\uFEFF');
        return trimmed.Length == 0 || trimmed[0] == '#' ? [] : [.. trimmed.Split(',').Select(cell => cell.Trim())];
    }

    private static bool TryHeader((int Number, string[] Cells) line, List<FileMistake> mistakes, out Dictionary<string, int> columns)
    {
        columns = [];
        for (var i = 0; i < line.Cells.Length; i++)
        {
            if (!Columns.Contains(line.Cells[i]) || !columns.TryAdd(line.Cells[i], i))
                mistakes.Add(new($"line {line.Number}", $"column {i + 1}", line.Cells[i], $"each of {string.Join(", ", Columns)} once"));
        }

        var known = columns;
        mistakes.AddRange(Columns.Where(column => !known.ContainsKey(column))
            .Select(column => new FileMistake($"line {line.Number}", column, "", "this column")));
        return mistakes.Count == 0;
    }

    private static Limit? TryRow(int number, string[] cells, Dictionary<string, int> columns, List<FileMistake> mistakes)
    {
        if (cells.Length != Columns.Length)
        {
            mistakes.Add(new($"line {number}", "the line", string.Join(',', cells), $"{Columns.Length} fields, not {cells.Length}"));
            return null;
        }

        var row = new LimitRow(number, field => cells[columns[field]], mistakes);
        var before = mistakes.Count;
        var kind = row.Choice("kind", ("component", LimitKind.Component), ("occurrence", LimitKind.Occurrence));
        var @class = row.Digits("class", 2, 2);
        var subClass = LimitTable.ThreeDigits(row.Digits("subclass", 2, 3));
        if (@class == LimitTable.Any && subClass is not (LimitTable.Any or ""))
            row.Wrong("subclass", "* under class *");
        var level = row.Choice("level", ("A", "A"), ("B", "B"), ("C", "C"), (LimitTable.Any, LimitTable.Any));
        var stage = row.Choice("stage", ("make-safe", LimitStage.MakeSafe), ("settle", LimitStage.Settle));
        var amount = row.Amount();
        var unit = row.Choice(
            "unit", ("working-hours", WorkingUnit.WorkingHours), ("working-days", WorkingUnit.WorkingDays),
            ("natural-hours", WorkingUnit.NaturalHours), ("natural-days", WorkingUnit.NaturalDays));
        return mistakes.Count > before
            ? null
            : new(kind, @class, subClass, level!, stage, WorkingDuration.Of(unit, amount), row.Text("note"));
    }
}
