using System.Collections.Frozen;
using System.Reflection;

namespace SmartCity.Protocols.Gbt30428;

/// <summary>A class or a sub-class of components or occurrences.</summary>
/// <param name="Class">Two digits.</param>
/// <param name="SubClass">Three digits; null for the class itself.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="EnglishName">English name, ours.</param>
/// <param name="IsSure">Whether number and name were seen together in a public list; false for what is from memory.</param>
public sealed record ClassificationEntry(string Class, string? SubClass, string Name, string EnglishName, bool IsSure);

/// <summary>
/// A classification of components (部件) or of occurrences (事件): the embedded ones, or a city's own read by
/// <see cref="TryRead"/>. The embedded tables say in their heads where they come from and what of them is unsure.
/// </summary>
public sealed class Classification
{
    private readonly FrozenDictionary<(string, string?), ClassificationEntry> entries;

    internal Classification(IReadOnlyList<ClassificationEntry> all)
    {
        All = all;
        entries = all.ToFrozenDictionary(entry => (entry.Class, entry.SubClass));
    }

    /// <summary>Components, classes 01 to 05.</summary>
    public static Classification Components { get; } = Embedded("components.csv");

    /// <summary>Occurrences, classes 01 to 06.</summary>
    public static Classification Occurrences { get; } = Embedded("occurrences.csv");

    /// <summary>Classes and sub-classes in the order of the table.</summary>
    public IReadOnlyList<ClassificationEntry> All { get; }

    /// <summary>The classes alone.</summary>
    public IEnumerable<ClassificationEntry> Classes => All.Where(entry => entry.SubClass is null);

    /// <summary>The class of two digits, or its sub-class of three (two digits of older tables get a 0 in front); null when unknown.</summary>
    public ClassificationEntry? Find(string @class, string? subClass = null) =>
        entries.GetValueOrDefault((@class, subClass is { Length: 2 } ? "0" + subClass : subClass));

    /// <summary>Reads a table of the form of the embedded ones.</summary>
    /// <returns>Every mistake by line, field and what was expected; empty when there is none.</returns>
    public static IReadOnlyList<string> TryRead(string text, out Classification? classification)
    {
        var reader = new ClassificationReader();
        classification = reader.Read(text);
        return reader.Mistakes;
    }

    private static Classification Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var mistakes = TryRead(reader.ReadToEnd(), out var classification);
        return classification ?? throw new InvalidDataException($"{name}: {string.Join("; ", mistakes)}");
    }
}
