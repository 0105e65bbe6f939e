using System.Net;
using System.Net.Http.Json;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class RightsTests
{
    private static readonly (string Route, string Right)[] Actions =
    [
        ("accept", "accept"), ("refuse", "accept"), ("establish", "establish"), ("dispatch", "dispatch"), ("return", "handle"), ("handle", "handle"),
        ("verify", "verify"), ("rework", "verify"), ("close", "close"), ("void", "void"), ("urge", "urge"), ("suspend", "suspend"), ("resume", "suspend"),
        ("postpone", "postpone"), ("confirm-duplicate", "accept"), ("reject-duplicate", "accept"),
    ];

    [Fact]
    public async Task Without_a_token_nothing_is_told_and_nothing_is_done()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        using var nobody = county.Client(null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/city-management/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/city-management/v1/cases/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync("/api/city-management/v1/cases", Sample.Report())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/city-management/v1/grids")).StatusCode);
        foreach (var path in new[] { $"cases/{id}/reporter", "cases/counts", "grids/search", "grids/outlines?box=1,2,3,4", "components/imports" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/city-management/v1/" + path)).StatusCode);
        foreach (var (route, _) in Actions)
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.ActAsync(id, route)).StatusCode);
        Assert.Equal("reported", (await county.CaseAsync(id))!.Value.State());
    }

    [Fact]
    public async Task Each_action_wants_its_own_right_and_names_it()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        foreach (var (route, right) in Actions)
        {
            var others = Actions.Select(action => action.Right).Distinct().Where(other => other != right).Append("read").Append("report").Append("manage-grids");
            using var client = county.Client(county.Token([.. others.Select(other => $"city-management:{other}:{Sample.County}")]));

            var answer = await client.ActAsync(id, route, new { text = "试" });

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains($"city-management:{right}", await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal("reported", (await county.CaseAsync(id))!.Value.State());
    }

    [Fact]
    public async Task A_right_in_another_division_is_none_here()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        using var stranger = county.Client(county.Token("city-management:*:430421"));

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/api/city-management/v1/cases/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsJsonAsync("/api/city-management/v1/cases", Sample.Report())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.ActAsync(id, "accept")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/api/city-management/v1/cases?division={Sample.County}")).StatusCode);
        Assert.DoesNotContain(id, await stranger.GetStringAsync("/api/city-management/v1/cases"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PutAsJsonAsync("/api/city-management/v1/grids", new { grids = System.Text.Json.JsonDocument.Parse(Sample.GeoJson).RootElement })).StatusCode);
    }

    [Fact]
    public async Task A_right_in_the_whole_city_holds_in_its_county()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        using var officer = county.Client(county.Token("city-management:accept:430400"));

        Assert.Equal(HttpStatusCode.OK, (await officer.ActAsync(id, "accept")).StatusCode);
    }
}
