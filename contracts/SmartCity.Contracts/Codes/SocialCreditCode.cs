namespace SmartCity.Contracts.Codes;

/// <summary>
/// A unified social credit code (统一社会信用代码, GB 32100-2015): the registering authority, the type of organisation, six
/// digits of the division of registration, nine characters of organisation code (GB 11714), one check character mod 31.
/// It is the provider code of the resource catalogue and public by law.
/// </summary>
public sealed record SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static ReadOnlySpan<byte> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    private SocialCreditCode(string value) => Value = value;

    /// <summary>Eighteen characters, upper case.</summary>
    public string Value { get; }

    /// <summary>
    /// First two characters: 11 organ of state, 12 institution, 51 social body, 52 private non-enterprise, 91 company,
    /// 92 self-employed, 93 cooperative and others.
    /// </summary>
    public string Category => Value[..2];

    /// <summary>Six digits: the division of the registering authority.</summary>
    public string Division => Value[2..8];

    /// <summary>The nine characters of GB 11714 as that standard writes them, such as <c>MAHYGJ01-6</c>.</summary>
    public string OrganisationCode => $"{Value[8..16]}-{Value[16]}";

    /// <summary>Reads a code; blanks around it are dropped, lower case is raised.</summary>
    /// <returns>What is wrong with it, the first found.</returns>
    public static SocialCreditCodeError TryParse(string? text, out SocialCreditCode? code)
    {
        code = null;
        var value = text?.Trim().ToUpperInvariant() ?? "";
        if (value.Length != 18)
            return SocialCreditCodeError.Length;
        if (value.AsSpan().ContainsAnyExcept(Alphabet) || value.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9'))
            return SocialCreditCodeError.Character;
        if (OrganisationCheck(value.AsSpan(8, 8)) != value[16])
            return SocialCreditCodeError.OrganisationCode;
        if (Check(value) != value[17])
            return SocialCreditCodeError.CheckCharacter;
        code = new(value);
        return SocialCreditCodeError.None;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char Check(string value)
    {
        var (sum, weight) = (0, 1);
        for (var i = 0; i < 17; i++, weight = weight * 3 % 31)
            sum += Alphabet.IndexOf(value[i]) * weight;
        return Alphabet[(31 - (sum % 31)) % 31];
    }

    // GB 11714 counts letters by their place in the whole alphabet (A is 10, Z is 35), unlike the mod 31 above.
    private static char OrganisationCheck(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += (char.IsAsciiDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10) * OrganisationWeights[i];
        return "0123456789X0"[11 - (sum % 11)];
    }
}
