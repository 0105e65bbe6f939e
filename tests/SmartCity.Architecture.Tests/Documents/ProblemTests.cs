using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

public sealed partial class ProblemTests
{
    // Constants of the same form that name something else: headers and a prefix.
    private static readonly string[] NotProblems = ["link-signature", "link-through", "smart-hengyang"];

    private static readonly string Document = Repository.Read("docs/protocol/federation.md");

    [Fact]
    public void Every_problem_the_link_can_answer_stands_in_the_protocol_document() => Assert.Empty(FindUnwritten(Document, Problems()));

    [Fact]
    public void Every_problem_in_the_document_can_be_answered() =>
        Assert.Empty(Errors().Matches(Document).SelectMany(row => Word().Matches(row.Value)).Select(match => match.Groups["name"].Value).Where(name => name.Contains('-') && name != "http").Distinct()
            .Where(name => !Repository.Shipped.Any(source => source.Code.Contains($"\"{name}\""))).Select(name => $"{name} is in no source."));

    [Fact]
    public void A_problem_that_was_not_written_down_is_noticed() => Assert.Equal("line-too-long", Assert.Single(FindUnwritten("| 400 | `batch-malformed` |", ["batch-malformed", "line-too-long"])));

    [Fact]
    public void Problems_are_found_where_there_are_some() => Assert.Superset(new HashSet<string> { "cursor-mismatch", "origin-forged", "limit-reached", "token-time" }, Problems().ToHashSet());

    private static IEnumerable<string> FindUnwritten(string document, IEnumerable<string> problems) => problems.Where(name => !document.Contains($"`{name}`"));

    private static IEnumerable<string> Problems() => Repository.Sources
        .Where(source => Repository.IsIn(source.Path, "services/Federation/Links/") || Repository.IsIn(source.Path, "gateway/") || source.Path.EndsWith("Security/Tokens.cs", StringComparison.Ordinal))
        .SelectMany(source => Made().Matches(source.Code)).Select(match => match.Groups["name"].Value).Distinct().Except(NotProblems);

    [GeneratedRegex(@"(?:new\(null, \d+, |Problems\.Problem\(\d+, |Wrong\(|return new\(|null => new\(|=> new\(|new\(StatusCodes\.\w+, |new Refusal\(\w+, |Destination\(StatusCodes\.\w+, |Because\(|const string \w+ = )""(?<name>[a-z]+(-[a-z]+)+)""")]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| \d{3}.*$", RegexOptions.Multiline)]
    private static partial Regex Errors();

    [GeneratedRegex("`(?<name>[a-z]+(-[a-z]+)*)`")]
    private static partial Regex Word();
}
