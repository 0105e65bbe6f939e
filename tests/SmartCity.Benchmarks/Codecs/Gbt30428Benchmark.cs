using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// Codes of GB/T 30428 a second and bytes allocated a code, beside a copy of the same text in the same run: 1,000 different
/// codes of each kind as they stand in a file of components or a map of grids. One thread; median of nine runs.
/// </summary>
public static class Gbt30428Benchmark
{
    private const int Codes = 1000;
    private static readonly DateOnly Day = new(2026, 11, 23);

    /// <summary>Prints a table a code.</summary>
    public static void Run()
    {
        Grids([.. Enumerable.Range(0, Codes).Select(i => $"430481{1 + i / 250:000}{1 + i % 250 / 20:000}{1 + i % 20:000}")]);
        Components([.. Enumerable.Range(0, Codes).Select(i => Component(i).Value)]);
        Occurrences([.. Enumerable.Range(0, Codes).Select(i => Occurrence(i).Value)]);
    }

    private static void Grids(string[] texts)
    {
        var table = Table("GB/T 30428, grid code", texts);
        table.Measure("decode and check", () => CodecTable.Expect(Codes, texts.Count(text => GridCode.TryParse(text, out _) == CodeError.None)));
        table.Measure("decode, and its sequence", () => CodecTable.Expect(Codes, texts.Count(text => GridCode.TryParse(text, out var grid) == CodeError.None && grid!.Sequence > 0)));
    }

    private static void Components(string[] texts)
    {
        var table = Table("GB/T 30428, component id", texts);
        table.Measure("decode and check", () => CodecTable.Expect(Codes, texts.Count(text => ComponentId.TryParse(text, ComponentIdForm.Current, out _) == CodeError.None)));
        table.Measure("decode, and find its sub-class in the table", () => CodecTable.Expect(Codes, texts.Count(IsKnown)));
        table.Measure("encode from its parts", () => CodecTable.Expect(Codes, Enumerable.Range(0, Codes).Count(i => Component(i).Value.Length == 16)));
    }

    private static void Occurrences(string[] texts)
    {
        var table = Table("GB/T 30428, occurrence id", texts);
        table.Measure("decode and check", () => CodecTable.Expect(Codes, texts.Count(text => OccurrenceId.TryParse(text, out _) == CodeError.None)));
        table.Measure("decode, and its day", () => CodecTable.Expect(Codes, texts.Count(text => OccurrenceId.TryParse(text, out var id) == CodeError.None && id!.ReportedOn == Day)));
        table.Measure("encode from its parts", () => CodecTable.Expect(Codes, Enumerable.Range(0, Codes).Count(i => Occurrence(i).Value.Length == 24)));
    }

    private static bool IsKnown(string text) =>
        ComponentId.TryParse(text, ComponentIdForm.Current, out var id) == CodeError.None && Classification.Components.Find(id!.Class, id.SubClass) is not null;

    private static ComponentId Component(int number) => ComponentId.Create("430481", "01", number % 2 == 0 ? "001" : "002", 1 + number);

    private static OccurrenceId Occurrence(int number) => OccurrenceId.Create("430481", "01", "001", Day, 1 + number);

    private static CodecTable Table(string name, string[] texts)
    {
        var table = new CodecTable(name, Codes, texts.Sum(text => text.Length * sizeof(char)));
        var copy = new char[24];
        table.Measure("memory copy of the same text", () =>
        {
            foreach (var text in texts)
                text.CopyTo(copy);
        });
        return table;
    }
}
