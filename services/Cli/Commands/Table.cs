namespace SmartCity.Cli.Commands;

/// <summary>A table on a terminal, where a Chinese character is two columns wide.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = heads.Select((head, column) => rows.Select(row => Width(row[column])).Append(Width(head)).Max()).ToList();
        return string.Join(Environment.NewLine, rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(heads)
            .Select(cells => string.Join("  ", cells.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell)))).TrimEnd()));
    }

    private static int Width(string text) => text.Sum(letter => letter >= 0x2E80 ? 2 : 1);
}
