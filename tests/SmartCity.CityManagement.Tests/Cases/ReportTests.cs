using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts.Codes;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class ReportTests
{
    [Fact]
    public async Task Case_ids_are_division_date_and_a_number_that_counts_on()
    {
        await using var county = await Sample.StartAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => county.ReportAsync()));

        Assert.All(ids, id => Assert.Matches("^430481[0-9]{8}[0-9]{5}$", id));
        Assert.Equal(Enumerable.Range(1, 5), ids.Select(id => int.Parse(id[14..])).Order());
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gives_the_same_case_also_at_the_same_time()
    {
        await using var county = await Sample.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ReportAsync(county, "key-1", Sample.Report())));

        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()));
        Assert.Single(ids.Distinct());
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Single(await county.CasesAsync());
    }

    [Fact]
    public async Task A_key_that_comes_with_another_report_is_refused_and_the_first_case_named()
    {
        await using var county = await Sample.StartAsync();
        var first = (await (await ReportAsync(county, "key-1", Sample.Report())).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        var answer = await ReportAsync(county, "key-1", Sample.Report(description: "另一件事"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(first, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_wrong_field_of_a_report_is_named()
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "thing", @class = "77", subClass = "x", description = " ", longitude = 512.0, latitude = 0, coordinateSystem = "mars", level = "D", component = "12" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(field => field.Name);
        Assert.Equal(["kind", "class", "description", "longitude", "coordinateSystem", "level", "component"], errors);
        Assert.Empty(await county.CasesAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"occurrence\"}")]
    [InlineData("{\"kind\":null,\"class\":\"01\",\"subClass\":\"002\",\"description\":\"x\"}")]
    [InlineData("{\"kind\":\"occurrence\",\"class\":\"01\",\"subClass\":\"002\",\"description\":\"x\",\"longitude\":\"east\"}")]
    public async Task A_body_that_is_no_report_is_answered_400(string body)
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PostAsync("/api/city-management/v1/cases", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_position_in_GCJ02_finds_the_grid_of_its_true_place()
    {
        await using var county = await Sample.StartAsync();
        // Near the border: taken for WGS-84 the place would lie in the neighbouring grid.
        var (longitude, latitude) = Coordinates.FromWgs84(new(112.859, 26.425), CoordinateSystem.Gcj02);

        var id = await county.ReportAsync(new { kind = "occurrence", @class = "01", subClass = "002", description = "垃圾", longitude, latitude, coordinateSystem = "gcj02" });

        Assert.Equal(Sample.Grid, (await county.CaseAsync(id))!.Value.GetProperty("case").GetProperty("grid").GetString());
    }

    [Fact]
    public async Task A_report_of_a_division_with_another_home_is_refused()
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "occurrence", @class = "01", subClass = "002", description = "垃圾", division = "430421" });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("not-home", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_near_case_of_the_same_class_is_proposed_and_merged_only_by_an_officer()
    {
        await using var county = await Sample.StartAsync();
        var first = await county.ReportAsync();
        var far = await county.ReportAsync(Sample.Report((112.8565, 26.425)));
        var second = await county.ReportAsync(Sample.Report((112.85510, 26.42505)));
        var third = await county.ReportAsync(Sample.Report((112.85505, 26.42500)));
        await Eventually.True("proposals", async () => await DoubtsAsync(county, second) is [_, ..] && await DoubtsAsync(county, third) is [_, _, ..]);

        Assert.Equal([first], await DoubtsAsync(county, second));
        Assert.Equal(new[] { first, second }.Order(), (await DoubtsAsync(county, third)).Order());
        Assert.Empty(await DoubtsAsync(county, first));
        Assert.Empty(await DoubtsAsync(county, far));
        Assert.Equal("reported", (await county.CaseAsync(second))!.Value.State());

        Assert.Equal("voided", await county.MustAsync(second, "confirm-duplicate", new { other = first }));
        Assert.Equal("reported", await county.MustAsync(third, "reject-duplicate", new { other = first }));
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.ActAsync(third, "confirm-duplicate", new { other = first })).StatusCode);
        Assert.Equal(first, (await county.CaseAsync(second))!.Value.GetProperty("case").GetProperty("duplicateOf").GetString());
    }

    [Fact]
    public async Task The_classes_and_the_description_of_the_API_can_be_read()
    {
        await using var county = await Sample.StartAsync();

        var classes = await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/classification");
        var paths = (await county.Http.GetFromJsonAsync<JsonElement>("/openapi/city-management.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        Assert.Contains(classes.GetProperty("occurrences").EnumerateArray(), entry => entry.GetProperty("name").GetString() == "暴露垃圾");
        Assert.Contains("/api/city-management/v1/cases/{id}/dispatch", paths);
        Assert.Contains("/api/city-management/v1/grids", paths);
    }

    private static Task<HttpResponseMessage> ReportAsync(TestNode county, string key, object report)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/city-management/v1/cases") { Content = JsonContent.Create(report) };
        request.Headers.Add("Idempotency-Key", key);
        return county.Http.SendAsync(request);
    }

    private static async Task<IReadOnlyList<string>> DoubtsAsync(TestNode county, string id) =>
        [.. (await county.CaseAsync(id))!.Value.GetProperty("case").GetProperty("possibleDuplicates").EnumerateArray().Select(other => other.GetString()!)];
}
