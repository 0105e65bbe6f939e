using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

public sealed partial class TermsTests
{
    [Fact]
    public void Every_term_stands_in_the_code_where_it_claims_to() => Assert.Empty(FindMistakes(Repository.Read("docs/terms.md"), [.. Declared(Repository.Shipped), .. Pages]));

    [Fact]
    public void A_term_that_is_not_in_the_code_is_noticed() =>
        Assert.Equal("派遣 (dispatch): there is no CaseSentOut in the code.", Assert.Single(FindMistakes("| 派遣 | dispatch | `CaseSentOut` | given to somebody |\n", ["CaseDispatched"])));

    [Fact]
    public void A_term_without_its_Chinese_or_explained_twice_is_noticed()
    {
        Assert.Contains("has no Chinese", Assert.Single(FindMistakes("| dispatch | dispatch | `A` | x |\n", ["A"])));
        Assert.Contains("stands twice", Assert.Single(FindMistakes("| 派遣 | dispatch | `A` | x |\n| 派遣 | sending | `A` | y |\n", ["A"])));
    }

    [Fact]
    public void There_are_terms_and_names() => Assert.True(Row().Count(Repository.Read("docs/terms.md")) > 40);

    // A page is a class by the name of its file.
    private static IEnumerable<string> Pages => Repository.Files("*.razor").Select(path => Path.GetFileNameWithoutExtension(path));

    private static IEnumerable<string> FindMistakes(string document, HashSet<string> declared)
    {
        var rows = Row().Matches(document).Select(match => (Chinese: match.Groups["chinese"].Value, English: match.Groups["english"].Value, Code: match.Groups["code"].Value)).ToList();
        foreach (var row in rows)
        {
            foreach (Match name in Name().Matches(row.Code))
                if (!declared.Contains(name.Groups["name"].Value))
                    yield return $"{row.Chinese} ({row.English}): there is no {name.Groups["name"].Value} in the code.";
            if (!row.Chinese.Any(letter => letter is >= '一' and <= '鿿'))
                yield return $"{row.English} has no Chinese.";
        }
        foreach (var twice in rows.GroupBy(row => row.Chinese).Where(group => group.Count() > 1))
            yield return $"{twice.Key} stands twice.";
    }

    // Types, members, parameters of records and enumerators: every capitalised name that is declared.
    private static HashSet<string> Declared(IEnumerable<Source> sources) => [.. sources.SelectMany(source => Declaration().Matches(source.Code)).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^\| (?<chinese>[^|]+?) \| (?<english>[^|]+?) \| (?<code>`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:class|record|struct|enum|interface|delegate|[\w>\]?]+) (?<name>[A-Z]\w*)(?=\s*[<({;,:)=\n])|^\s+(?<name>[A-Z]\w*)(?: = \d+)?,\s*$", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
