namespace SmartCity.Contracts.Tests.Events;

/// <summary>One line of events.txt: a type that was shipped, and what of it is fixed for life.</summary>
internal sealed record ManifestLine(string Name, string Lane, string Travels)
{
    public static ManifestLine Of(EventType type) => new(type.Name, type.Lane.ToString(), type.Travels.ToString());

    public override string ToString() => $"{Name} {Lane} {Travels}";
}

/// <summary>Compares the manifest of every type ever shipped with the types of this build.</summary>
internal static class EventManifest
{
    public static IReadOnlyList<ManifestLine> Read(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#').Select(Parse)];

    public static IEnumerable<string> FindMistakes(IReadOnlyList<ManifestLine> shipped, IReadOnlyList<ManifestLine> built)
    {
        foreach (var twice in shipped.GroupBy(line => line.Name).Where(group => group.Count() > 1))
            yield return $"events.txt names {twice.Key} twice: a name has one meaning for life.";
        foreach (var line in shipped)
            if (built.FirstOrDefault(type => type.Name == line.Name) is not { } type)
                yield return $"{line.Name} was shipped and is gone. Logs and other nodes hold events of it: bring the record back (mark it as old in its summary), and put the new shape beside it as the next version.";
            else if (type != line)
                yield return $"{line.Name} was shipped as \"{line}\" and is now \"{type}\". Lane and way are fixed for life: undo the change, or make the next version.";
        foreach (var type in built.Where(type => shipped.All(line => line.Name != type.Name)))
            yield return $"{type.Name} is new: run these tests once with WRITE_GOLDEN=1, look at the line in events.txt and at the golden sample, and commit both. They stay for ever.";
        if (!shipped.Select(line => line.Name).SequenceEqual(shipped.Select(line => line.Name).Order(StringComparer.Ordinal)))
            yield return "events.txt is not in ordinal order of the names.";
    }

    /// <summary>The file with lines for the types that are missing; what stands there is left as it is.</summary>
    public static IReadOnlyList<string> WithMissing(IReadOnlyList<string> file, IReadOnlyList<ManifestLine> built)
    {
        var shipped = Read(file);
        var all = shipped.Concat(built.Where(type => shipped.All(line => line.Name != type.Name))).OrderBy(line => line.Name, StringComparer.Ordinal);
        return [.. file.Where(line => line.StartsWith('#')), .. all.Select(line => line.ToString())];
    }

    private static ManifestLine Parse(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var lane, var travels]
        ? new(name, lane, travels)
        : throw new FormatException($"events.txt: \"{line}\" is not \"<type> <lane> <travels>\".");
}
