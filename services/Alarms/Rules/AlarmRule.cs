using SmartCity.Contracts.Security;

namespace SmartCity.Alarms.Rules;

/// <summary>What an urgent event makes.</summary>
internal enum AlarmAction : byte
{
    /// <summary>An alarm that must be acknowledged.</summary>
    Ring,

    /// <summary>An alarm that is only listed.</summary>
    Quiet,

    /// <summary>No alarm.</summary>
    Ignore,
}

/// <summary>A rule: which events make which alarm. The first that fits counts.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Pattern">Event type, <c>*</c> standing for any letters.</param>
/// <param name="Division">GB/T 2260 code; that of the city covers its counties; <c>*</c> for all.</param>
/// <param name="Action">What is to be made.</param>
/// <param name="Note">Why; null for nothing said.</param>
internal sealed record AlarmRule(int Number, string Pattern, string Division, AlarmAction Action, string? Note)
{
    /// <summary>In force after the node's own rules.</summary>
    public static IReadOnlyList<AlarmRule> Defaults { get; } =
    [
        new(1, "platform.*-drilled.v1", "*", AlarmAction.Quiet, "线路演练检验线路，不检验人员 A line drill tries lines, not people"),
        new(2, "*", "*", AlarmAction.Ring, "其余均须确认 Everything else is to be acknowledged"),
    ];

    public bool Fits(string type, string division) => Matches(Pattern, type) && new Right("*", "*", Division).CoversDivision(division);

    /// <summary>Whether a text fits a pattern; linear in time for a star of each kind of pattern.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (at, star, mark, index) = (0, -1, 0, 0);
        while (index < text.Length)
            if (at < pattern.Length && pattern[at] == '*')
                (star, mark) = (at++, index);
            else if (at < pattern.Length && pattern[at] == text[index])
                (at, index) = (at + 1, index + 1);
            else if (star >= 0)
                (at, index) = (star + 1, ++mark);
            else
                return false;
        while (at < pattern.Length && pattern[at] == '*')
            at++;
        return at == pattern.Length;
    }
}
