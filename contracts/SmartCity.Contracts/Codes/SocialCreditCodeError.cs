namespace SmartCity.Contracts.Codes;

/// <summary>Why a text is not a unified social credit code.</summary>
public enum SocialCreditCodeError : byte
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Not 18 characters.</summary>
    Length,

    /// <summary>A character outside 0-9 and A-Z without I, O, S, V, Z; or a letter among the six digits of the division.</summary>
    Character,

    /// <summary>The organisation code in places 9 to 17 does not carry its own check character (GB 11714).</summary>
    OrganisationCode,

    /// <summary>The last character does not agree with the other 17 (GB 32100-2015, annex A).</summary>
    CheckCharacter,
}
