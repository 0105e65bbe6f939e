using System.Text.Json;

namespace SmartCity.Alarms.Raising;

/// <summary>What an event of a type means to the duty officer. Texts hold the event's fields in braces, see <see cref="Template"/>.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">What it is called, in Chinese.</param>
/// <param name="EnglishName">What it is called, in English.</param>
/// <param name="Title">What happened, in Chinese.</param>
/// <param name="EnglishTitle">What happened, in English.</param>
internal sealed record KnownType(string Type, string Name, string EnglishName, string Title, string EnglishTitle)
{
    /// <summary>What belongs together; the subject unless said otherwise.</summary>
    public string Matter { get; init; } = "{$subject}";

    /// <summary>What of it is affected.</summary>
    public string Part { get; init; } = "";

    /// <summary>What is the matter, out of the event's data: null when nothing is any more, which ends it. The type unless said otherwise.</summary>
    public Func<JsonElement, string?>? Kind { get; init; }

    /// <summary>Another event will end it.</summary>
    public bool Lasts { get; init; }

    /// <summary>It ends what an event of another type began.</summary>
    public bool Ends { get; init; }

    /// <summary>The matter is met once in all time, so that an end that comes before its beginning is remembered.</summary>
    public bool Once { get; init; }

    /// <summary>The field that says how it is known; null for none.</summary>
    public string? Detail { get; init; }
}
