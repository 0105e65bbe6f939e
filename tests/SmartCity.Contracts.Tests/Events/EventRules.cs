using System.Reflection;
using System.Text.RegularExpressions;

namespace SmartCity.Contracts.Tests.Events;

/// <summary>What every event record keeps to.</summary>
internal static partial class EventRules
{
    // Participles that do not end in -ed, and states that are entered: each was looked at.
    private static readonly HashSet<string> PastTense = ["found", "lost", "sent", "silent", "back", "set", "overdue", "gone", "begun", "shut", "put", "broken"];

    public static IEnumerable<string> FindMistakes(Type type)
    {
        if (type.GetCustomAttribute<EventTypeAttribute>() is not { } attribute)
        {
            yield return $"{type.Name} implements IEvent and has no [EventType]: it could never be appended.";
            yield break;
        }
        if (!Name().IsMatch(attribute.Name))
            yield return $"{type.Name}: {attribute.Name} is not area.event-name.vN in lower-case words joined by hyphens.";
        else if (Words(attribute.Name)[^1] is var last && !last.EndsWith("ed", StringComparison.Ordinal) && !PastTense.Contains(last))
            yield return $"{type.Name}: {attribute.Name} does not end in the past tense (\"{last}\"). An event has happened; what is asked for is a …-requested.";
        if (Name().IsMatch(attribute.Name) && !string.Equals(string.Concat(Words(attribute.Name)), Unversioned(type.Name), StringComparison.OrdinalIgnoreCase))
            yield return $"{type.Name} and {attribute.Name} do not have the same words.";
        if (!type.IsSealed || type.GetMethod("<Clone>$") is null)
            yield return $"{type.Name} is not a sealed record.";
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))))
            yield return $"{type.Name}.{property.Name} can be changed: what happened does not change.";
        if (type.GetProperty("Subject") is not null)
            yield return $"{type.Name}: Subject is public and would be written into the data; implement it explicitly.";
        foreach (var mistake in OfSample(type))
            yield return mistake;
    }

    private static IEnumerable<string> OfSample(Type type)
    {
        if (!type.IsAssignableTo(typeof(IEvent)) || type.IsAbstract)
            yield break;
        var sample = SampleMaker.Make(type);
        if (!Subject().IsMatch(sample.Subject))
            yield return $"{type.Name}: its subject is \"{sample.Subject}\", expected kind/id, for example cases/4304812026000017.";
        if (sample.Division != "430481")
            yield return $"{type.Name}: its Division is \"{sample.Division}\" though it was made with 430481: carry a property Division.";
    }

    /// <summary>The namespaces of events, each with the one area its types are named by.</summary>
    public static IEnumerable<string> FindAreaMistakes(IEnumerable<(string Namespace, string Area)> types) =>
        from type in types.Distinct()
        group type by type.Namespace into space
        where space.Count() > 1
        select $"{space.Key} holds types of the areas {string.Join(", ", space.Select(type => type.Area))}: a namespace is a module, and a module has one area.";

    private static string[] Words(string name) => name.Split('.')[1].Split('-');

    private static string Unversioned(string name) => Version().Replace(name, "");

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*\.v[1-9][0-9]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z][a-z-]*/.+$")]
    private static partial Regex Subject();

    [GeneratedRegex("V[0-9]+$")]
    private static partial Regex Version();
}
