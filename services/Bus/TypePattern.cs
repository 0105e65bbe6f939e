using SmartCity.Contracts;

namespace SmartCity.Bus;

/// <summary>Event types as settings name them: in full, or <c>area.*</c> for all of an area.</summary>
internal static class TypePattern
{
    /// <summary>The types of this build that the patterns name.</summary>
    public static IReadOnlyList<EventType> Resolve(IEnumerable<string> patterns) => [.. EventTypes.All.Where(type => patterns.Any(pattern => Names(pattern, type)))];

    /// <summary>Why a pattern cannot be; null when it can.</summary>
    public static string? Mistake(string pattern) => EventTypes.All.Any(type => Names(pattern, type)) ? null
        : $"'{pattern}' names no event type of this build; expected a type in full, for example city-management.case-closed.v1, or an area: {string.Join(", ", EventTypes.All.Select(type => type.Area + ".*").Distinct())}";

    private static bool Names(string pattern, EventType type) =>
        pattern == type.Name || pattern.EndsWith(".*", StringComparison.Ordinal) && pattern.AsSpan(0, pattern.Length - 2).SequenceEqual(type.Area);
}
