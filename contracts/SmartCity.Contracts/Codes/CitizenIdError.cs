namespace SmartCity.Contracts.Codes;

/// <summary>Why a text is not a citizen's number.</summary>
public enum CitizenIdError : byte
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>Not 18 characters, nor 15 as before 1999.</summary>
    Length,

    /// <summary>Something other than digits, with an X allowed as the last of 18.</summary>
    Character,

    /// <summary>The first two digits are no province's.</summary>
    Province,

    /// <summary>The birth date does not exist, or lies after the day the caller gave.</summary>
    BirthDate,

    /// <summary>The check character does not agree with the other 17 (GB 11643-1999, 4.1.4).</summary>
    CheckCharacter,
}
