using System.Collections.Frozen;

namespace SmartCity.Protocols.Hj212.Factors;

/// <summary>The factor table of this assembly (factors.tsv; its header tells the source and what is unsure).</summary>
public static class Hj212Factors
{
    private static readonly FrozenDictionary<string, Hj212Factor> ByCode;
    private static readonly FrozenDictionary<string, Hj212Factor> ByOldCode;

    static Hj212Factors()
    {
        All = [.. Rows()];
        // The standard gives two process codes twice; the first row stands.
        ByCode = All.DistinctBy(factor => factor.Code).ToFrozenDictionary(factor => factor.Code);
        ByOldCode = All.Where(factor => factor.OldCode is not null).DistinctBy(factor => factor.OldCode)
            .ToFrozenDictionary(factor => factor.OldCode!);
    }

    /// <summary>Every row, in the order of the standard.</summary>
    public static IReadOnlyList<Hj212Factor> All { get; }

    /// <summary>The factor of a code of either edition, process points by pattern; null for a private code.</summary>
    public static Hj212Factor? Find(string code) =>
        ByCode.GetValueOrDefault(code) ?? ByOldCode.GetValueOrDefault(code) ?? FindProcessPoint(code);

    /// <summary>The 2017 code of a 2005 code; any other code as it is.</summary>
    public static string Modern(string code) => ByOldCode.TryGetValue(code, out Hj212Factor? factor) ? factor.Code : code;

    private static Hj212Factor? FindProcessPoint(string code) =>
        code.Length == 6 && code[0] is 'e' or 'g' ? ByCode.GetValueOrDefault(code[..^2] + "xx") : null;

    private static IEnumerable<Hj212Factor> Rows()
    {
        using Stream stream = typeof(Hj212Factors).Assembly.GetManifestResourceStream("factors.tsv")
            ?? throw new InvalidOperationException("factors.tsv is not embedded in this assembly: the build is broken.");
        using var reader = new StreamReader(stream);
        bool header = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0)
            {
                continue;
            }

            if (!header)
            {
                string?[] cells = [.. line.Split('\t').Select(cell => cell.Length == 0 ? null : cell)];
                yield return new Hj212Factor(cells[0]!, cells[1], cells[2] ?? "", cells[3] ?? "", cells[4], cells[5]!, cells[6]);
            }

            header = false;
        }
    }
}
