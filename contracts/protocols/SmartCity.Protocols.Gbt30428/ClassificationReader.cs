namespace SmartCity.Protocols.Gbt30428;

/// <summary>One reading of one table; collects mistakes and goes on.</summary>
internal sealed class ClassificationReader
{
    private const string Header = "class,subclass,name,english,certainty";
    private readonly List<string> mistakes = [];
    private readonly Dictionary<(string, string?), int> lineOf = [];

    public IReadOnlyList<string> Mistakes => mistakes;

    public Classification? Read(string text)
    {
        var lines = text.Split('\n').Select((line, i) => (Number: i + 1, Text: line.Trim().TrimStart('\uFEFF')))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#').ToList();
        if (lines.Count == 0 || lines[0].Text != Header)
        {
            Wrong(lines.Count == 0 ? 1 : lines[0].Number, "the columns", lines.Count == 0 ? "" : lines[0].Text, Header);
            return null;
        }

        var entries = lines.Skip(1).Select(line => Entry(line.Number, line.Text.Split(','))).OfType<ClassificationEntry>().ToList();
        foreach (var entry in entries.Where(entry => entry.SubClass is not null && !lineOf.ContainsKey((entry.Class, null))))
            Wrong(lineOf[(entry.Class, entry.SubClass)], "class", entry.Class, $"a row {entry.Class},* that names the class");
        if (entries.Count == 0 && mistakes.Count == 0)
            Wrong(lines[0].Number, "the table", "", "at least one row under the columns");
        return mistakes.Count == 0 ? new(entries) : null;
    }

    private ClassificationEntry? Entry(int line, string[] cells)
    {
        if (cells.Length != 5)
        {
            Wrong(line, "the line", string.Join(',', cells), $"5 fields, not {cells.Length}");
            return null;
        }

        var before = mistakes.Count;
        if (!IsNumber(cells[0], 2))
            Wrong(line, "class", cells[0], "two digits, not 00");
        if (cells[1] != "*" && !IsNumber(cells[1], 3))
            Wrong(line, "subclass", cells[1], "three digits, not 000, or *");
        if (cells[2].Length == 0)
            Wrong(line, "name", "", "a Chinese name");
        if (cells[3].Length == 0)
            Wrong(line, "english", "", "an English name");
        if (cells[4] is not ("seen" or "unsure"))
            Wrong(line, "certainty", cells[4], "seen or unsure");
        var entry = new ClassificationEntry(cells[0], cells[1] == "*" ? null : cells[1], cells[2], cells[3], cells[4] == "seen");
        if (mistakes.Count == before && !lineOf.TryAdd((entry.Class, entry.SubClass), line))
            Wrong(line, "subclass", cells[1], $"a code unlike line {lineOf[(entry.Class, entry.SubClass)]}");
        return mistakes.Count == before ? entry : null;
    }

    private static bool IsNumber(string text, int length) =>
        text.Length == length && text.All(char.IsAsciiDigit) && !Digits.AreZeros(text);

    private void Wrong(int line, string field, string found, string expected) =>
        mistakes.Add($"line {line}, {field}: expected {expected}, found {(found.Length == 0 ? "nothing" : $"'{found}'")}");
}
