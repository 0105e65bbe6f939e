using System.Globalization;

namespace SmartCity.Contracts.Codes;

/// <summary>
/// A citizen's identity number (公民身份号码, GB 11643-1999): six digits of the division of first registration, eight of the
/// birth date, three of sequence (odd for men), one check character (ISO 7064 MOD 11-2). The 15-digit form of before 1999,
/// invalid since 2013 and still in old files, is recognised. Personal data: <see cref="ToString"/> shows the division only,
/// and nothing serialises the number by accident; <see cref="Reveal"/> is for those who have a right to it.
/// </summary>
public sealed record CitizenId
{
    private const string CheckCharacters = "10X98765432";
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // GB/T 2260 provinces; 81, 82 and 83 stand on the residence permits of people from Hong Kong, Macau and Taiwan.
    private static ReadOnlySpan<byte> Provinces =>
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
    ];

    private readonly string number;

    private CitizenId(string number) => this.number = number;

    /// <summary>Whether it was written in the 15-digit form of before 1999.</summary>
    public bool IsOldForm => number.Length == 15;

    /// <summary>Reads a number; blanks around it are dropped and a lower-case x becomes X.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="id">The number, or null when it is none.</param>
    /// <param name="today">A birth date after this day (Beijing date) is an error; null for no such check.</param>
    /// <returns>What is wrong with it, the first found from length to check character.</returns>
    public static CitizenIdError TryParse(string? text, out CitizenId? id, DateOnly? today = null)
    {
        id = null;
        var number = text?.Trim().ToUpperInvariant() ?? "";
        if (number.Length is not (15 or 18))
            return CitizenIdError.Length;
        if (!HasOnlyItsCharacters(number))
            return CitizenIdError.Character;
        if (!Provinces.Contains((byte)(((number[0] - '0') * 10) + number[1] - '0')))
            return CitizenIdError.Province;
        if (!TryBirthDate(number, out var birth) || birth > today)
            return CitizenIdError.BirthDate;
        if (number.Length == 18 && CheckCharacter(number) != number[17])
            return CitizenIdError.CheckCharacter;
        id = new(number);
        return CitizenIdError.None;
    }

    /// <summary>The whole number as it was written, normalised. Personal data: never into a log, a trace or an event that travels.</summary>
    public string Reveal() => number;

    /// <summary>The 18-character form: the number itself, or an old one with its century (always 19) and check character added.</summary>
    public CitizenId ToCurrentForm()
    {
        if (!IsOldForm)
            return this;
        var digits = $"{number[..6]}19{number[6..]}";
        return new(digits + CheckCharacter(digits));
    }

    /// <summary>Six digits: the division of first registration, as GB/T 2260 had it then. Says nothing of where the citizen lives.</summary>
    public string RegistrationDivision() => number[..6];

    /// <summary>The birth date. Personal data.</summary>
    public DateOnly BirthDate() => TryBirthDate(number, out var birth) ? birth : default;

    /// <summary>Whether the sequence is odd, given to men. Personal data.</summary>
    public bool IsMale() => (ToCurrentForm().number[16] - '0') % 2 == 1;

    /// <summary>The division and asterisks, such as <c>430405************</c>.</summary>
    public override string ToString() => number[..6] + new string('*', number.Length - 6);

    private static bool HasOnlyItsCharacters(string number)
    {
        var digits = number.Length == 18 && number[17] == 'X' ? number.AsSpan(0, 17) : number;
        return !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static bool TryBirthDate(string number, out DateOnly birth)
    {
        var text = number.Length == 15 ? $"19{number.AsSpan(6, 6)}" : number.Substring(6, 8);
        return DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birth);
    }

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (number[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }
}
