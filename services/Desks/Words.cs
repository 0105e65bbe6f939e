namespace SmartCity.Desks;

/// <summary>A text in the users' language and in English.</summary>
/// <param name="Chinese">What everybody sees unless they switched.</param>
/// <param name="English">What they see after the switch.</param>
public readonly record struct Words(string Chinese, string English)
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => language == Language.English ? English : Chinese;

    /// <summary>So that a pair can be written where words are asked for.</summary>
    public static implicit operator Words((string Chinese, string English) pair) => new(pair.Chinese, pair.English);
}

/// <summary>The language pages speak.</summary>
public enum Language
{
    /// <summary>Simplified Chinese.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}
