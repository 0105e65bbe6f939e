using System.Collections.Frozen;
using System.Globalization;

namespace SmartCity.Protocols.Gb20999;

/// <summary>The data table of GB/T 20999-2017: every attribute and every code list known to us, read from the files beside this one.</summary>
public static class ObjectCatalogue
{
    private static readonly FrozenDictionary<DataAddress, ObjectDefinition> ByAddress =
        Rows("Objects.tsv").Select(Definition).ToFrozenDictionary(definition => definition.Address);

    private static readonly FrozenDictionary<string, ObjectDefinition> ByName =
        ByAddress.Values.ToFrozenDictionary(definition => definition.Name);

    private static readonly FrozenDictionary<(string List, byte Code), string> ChineseNames =
        Rows("Codes.tsv").ToFrozenDictionary(row => (row[0], byte.Parse(row[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)), row => row[3]);

    /// <summary>All definitions, by address.</summary>
    public static IReadOnlyList<ObjectDefinition> All { get; } =
        [.. ByAddress.Values.OrderBy(d => d.Address.Class).ThenBy(d => d.Address.Object).ThenBy(d => d.Address.Attribute)];

    /// <summary>All code lists: (list, code) and the name users see.</summary>
    public static IReadOnlyDictionary<(string List, byte Code), string> Codes => ChineseNames;

    /// <summary>What stands at an address; null when we do not know it, and the value stays raw.</summary>
    public static ObjectDefinition? Find(DataAddress address) => ByAddress.GetValueOrDefault(address.Definition);

    /// <summary>The definition of an English name; throws for a name that is not in Objects.tsv, which is a mistake of ours.</summary>
    public static ObjectDefinition Named(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new ArgumentException($"Objects.tsv knows no '{name}'", nameof(name));

    /// <summary>Name of a code for users; null for an unknown list or code.</summary>
    public static string? NameOf(string list, byte code) => ChineseNames.GetValueOrDefault((list, code));

    private static ObjectDefinition Definition(string[] row)
    {
        DataAddress.TryParse(row[0], out DataAddress address);
        (ValueKind kind, string? list, int item) = row[3].Split(':') switch
        {
            ["code", var codes] => (ValueKind.Code, codes, 1),
            ["codes", var codes] => (ValueKind.Codes, codes, 1),
            ["numbers", var width] => (ValueKind.Numbers, null, int.Parse(width, CultureInfo.InvariantCulture)),
            ["members"] => (ValueKind.Members, null, 1),
            ["members0"] => (ValueKind.Members, (string?)null, 0),
            [var simple] => (Enum.Parse<ValueKind>(simple, ignoreCase: true), null, 1),
            _ => throw new InvalidDataException($"Objects.tsv: '{row[3]}' is no kind of value"),
        };
        return new ObjectDefinition(address, row[1], row[2], kind, list, item,
            int.Parse(row[4], CultureInfo.InvariantCulture), row[5], row[6] == "rw", row[7] == "table");
    }

    private static IEnumerable<string[]> Rows(string file)
    {
        using Stream stream = typeof(ObjectCatalogue).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
