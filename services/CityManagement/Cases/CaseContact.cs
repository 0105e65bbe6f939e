namespace SmartCity.CityManagement.Cases;

/// <summary>How the reporter of a case can be reached. Personal data: kept at the home alone, in no event, answered whole only to an audited call.</summary>
internal sealed record CaseContact
{
    public required string CaseId { get; init; }
    public required string Phone { get; init; }

    /// <summary><c>138****5678</c>.</summary>
    public string Masked => Phone.Length < 7 ? new string('*', Phone.Length) : $"{Phone[..3]}****{Phone[^4..]}";

    /// <summary>A number as people dial it, blanks and hyphens left out; null when it is none.</summary>
    public static string? Read(string text)
    {
        var digits = new string([.. text.Where(letter => letter is not (' ' or '-'))]);
        return digits.Length is >= 5 and <= 20 && digits.TrimStart('+').All(char.IsAsciiDigit) && digits.LastIndexOf('+') <= 0 ? digits : null;
    }
}
