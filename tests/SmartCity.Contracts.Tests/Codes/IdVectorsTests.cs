using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

public sealed class IdVectorsTests
{
    [Theory]
    [InlineData("citizen_id", 19)]
    [InlineData("uscc", 9)]
    [InlineData("plate", 15)]
    public void Every_vector_of_the_samples_is_judged_as_it_says(string kind, int atLeast)
    {
        var rows = SharedSamples.Rows("id_vectors.tsv", '\t').Where(row => row[0] == kind).ToList();
        Assert.True(rows.Count >= atLeast, $"{rows.Count} rows of {kind}");
        Assert.All(rows, row => Assert.True(IsValid(kind, row[1]) == (row[2] != "false"), $"{row[1]}: {row[3]}"));
    }

    private static bool IsValid(string kind, string value) => kind switch
    {
        "citizen_id" => CitizenId.TryParse(value, out _) == CitizenIdError.None,
        "uscc" => SocialCreditCode.TryParse(value, out _) == SocialCreditCodeError.None,
        _ => Plate.TryParse(value, out _) == PlateError.None,
    };
}
