using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Grids;

public sealed class GridSearchTests
{
    private const string Route = "/api/city-management/v1/grids";

    [Theory]
    [InlineData("张伟", Sample.Grid)]
    [InlineData("001001002", Sample.GridWithoutAnybody)]
    [InlineData("网格002", Sample.GridWithoutAnybody)]
    public async Task A_grid_is_found_by_code_name_or_person_with_a_place_inside_it(string words, string code)
    {
        await using var county = await Sample.StartAsync();

        var found = Assert.Single((await FindAsync(county.Http, "text=" + Uri.EscapeDataString(words))).EnumerateArray());

        Assert.Equal(code, found.GetProperty("code").GetString());
        var centre = found.GetProperty("centre");
        var at = await county.Http.GetFromJsonAsync<JsonElement>(FormattableString.Invariant($"{Route}/at?longitude={centre.GetProperty("longitude").GetDouble()}&latitude={centre.GetProperty("latitude").GetDouble()}"));
        Assert.Equal(code, at.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Grids_come_page_by_page_and_of_the_callers_divisions_alone()
    {
        await using var county = await Sample.StartAsync();
        using var stranger = county.Client(county.Token("city-management:read:430421"));

        var first = await county.Http.GetFromJsonAsync<JsonElement>(Route + "/search?limit=1");
        var second = await county.Http.GetFromJsonAsync<JsonElement>(Route + "/search?limit=1&after=" + first.GetProperty("next").GetString());

        Assert.Equal([Sample.Grid, Sample.GridWithoutAnybody], new[] { first, second }.Select(page => page.GetProperty("items")[0].GetProperty("code").GetString()));
        Assert.Empty((await FindAsync(stranger, "")).EnumerateArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Route}/search?division={Sample.County}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync(Route + "/search?after=%25")).StatusCode);
    }

    [Fact]
    public async Task Outlines_are_those_that_reach_into_the_box()
    {
        await using var county = await Sample.StartAsync();
        using var stranger = county.Client(county.Token("city-management:read:430421"));

        var found = await county.Http.GetFromJsonAsync<JsonElement>(Route + "/outlines?box=112.851,26.421,112.852,26.422");

        var grid = Assert.Single(found.GetProperty("grids").EnumerateArray());
        Assert.Equal((Sample.Grid, 5), (grid.GetProperty("code").GetString(), grid.GetProperty("rings")[0].GetArrayLength()));
        Assert.Equal(2, (await county.Http.GetFromJsonAsync<JsonElement>(Route + "/outlines?box=112.8,26.4,112.9,26.5")).GetProperty("grids").GetArrayLength());
        Assert.Equal(0, (await stranger.GetFromJsonAsync<JsonElement>(Route + "/outlines?box=112.8,26.4,112.9,26.5")).GetProperty("grids").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync(Route + "/outlines?box=1,2,3")).StatusCode);
    }

    private static async Task<JsonElement> FindAsync(HttpClient http, string query) => (await http.GetFromJsonAsync<JsonElement>($"{Route}/search?{query}")).GetProperty("items");
}
