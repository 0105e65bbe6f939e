namespace SmartCity.Desks.Shown;

/// <summary>Texts of the API that hold both languages, 请求内容有误 The request is not valid, in that of the reader.</summary>
public static class Bilingual
{
    /// <summary>The half in the reader's language; the whole where there are no two halves.</summary>
    public static string? In(string? text, Language language)
    {
        if (text is null)
            return null;
        for (var at = text.IndexOf(' ', StringComparison.Ordinal); at > 0 && at < text.Length - 1; at = text.IndexOf(' ', at + 1))
            if (char.IsAsciiLetter(text[at + 1]) && text[..at].Any(IsChinese) && !text[at..].Any(IsChinese))
                return language == Language.English ? text[(at + 1)..] : text[..at];
        return text;
    }

    private static bool IsChinese(char letter) => letter is >= '\u4E00' and <= '\u9FFF';
}
