using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Tests.Grids;

public sealed class GridFilesTests
{
    [Fact]
    public void Names_and_responsibles_are_joined_to_the_areas()
    {
        var (map, mistakes) = new GridFiles(Sample.GeoJson, Sample.Communities, Sample.Responsibles).Read("test", default);

        Assert.Empty(mistakes);
        var grid = map!.At(new Position(Sample.InGrid.Longitude, Sample.InGrid.Latitude))!;
        Assert.Equal((Sample.Grid, "A", "蔡子池社区", "张伟"), (grid.Code, grid.Level, grid.CommunityName, grid.Responsible?.Name));
        Assert.Null(map.Find(Sample.GridWithoutAnybody)!.Responsible);
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[""", "GeoJSON")]
    [InlineData("[]", "FeatureCollection")]
    [InlineData("""{"type":"Feature"}""", "FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","coordinateSystem":"mars","features":[]}""", "wgs84, gcj02, cgcs2000, bd09")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "features[0]")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"12"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}""", "15 digits")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Point","coordinates":[1,1]}}]}""", "Polygon or MultiPolygon")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":null}]}""", "Polygon or MultiPolygon")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Polygon","coordinates":[]}}]}""", "list of rings")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2]]]}}]}""", "the last the same")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[999,1],[2,2],[1,1]]]}}]}""", "longitude -180 to 180")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Polygon","coordinates":[[[1,1],["2",1],[2,2],[1,1]]]}}]}""", "point 1")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,2],[2,1],[1,2],[1,1]]]}}]}""", "cross itself")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"code":"430481001001001","level":"Z"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}""", "A, B or C")]
    public void A_malformed_map_is_named_and_not_loaded(string geoJson, string expected)
    {
        var (map, mistakes) = new GridFiles(geoJson, "", "").Read("test", default);

        Assert.Null(map);
        Assert.Contains(mistakes, mistake => mistake.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("code;name\n", "", "columns")]
    [InlineData("code,name\n4304810010,社区\n", "", "12 digits")]
    [InlineData("code,name\n430481001001,\n", "", "a name")]
    [InlineData("code,name\n430481001001,甲\n430481001001,乙\n", "", "each community once")]
    [InlineData("code,name\n430481001001,甲,乙\n", "", "2 cells")]
    [InlineData("", "grid,id,name\n430481001001009,zhang,张\n", "a grid of the GeoJSON")]
    [InlineData("", "grid,id,name\n430481001001001,,张\n", "id of a person")]
    [InlineData("", "grid,id,name\n430481001001001,a,张\n430481001001001,b,李\n", "one person")]
    public void A_malformed_table_is_named_and_nothing_is_loaded(string communities, string responsibles, string expected)
    {
        var (map, mistakes) = new GridFiles(Sample.GeoJson, communities, responsibles).Read("test", default);

        Assert.Null(map);
        Assert.Contains(expected, Assert.Single(mistakes).ToString());
    }

    [Fact]
    public void Cut_short_at_any_byte_a_map_is_refused_and_nothing_is_thrown()
    {
        for (var length = 0; length < Sample.GeoJson.TrimEnd().Length; length++)
            Assert.NotEmpty(new GridFiles(Sample.GeoJson[..length], "", "").Read("test", default).Mistakes);
    }

    [Fact]
    public void Areas_in_GCJ02_lie_at_their_true_place()
    {
        var corners = new[] { (112.85, 26.42), (112.86, 26.42), (112.86, 26.43), (112.85, 26.43), (112.85, 26.42) }
            .Select(corner => Coordinates.FromWgs84(new(corner.Item1, corner.Item2), CoordinateSystem.Gcj02)).Select(corner => new[] { corner.Longitude, corner.Latitude });
        var geoJson = JsonSerializer.Serialize(new
        {
            type = "FeatureCollection",
            coordinateSystem = "gcj02",
            features = new[] { new { properties = new { code = Sample.Grid }, geometry = new { type = "Polygon", coordinates = new[] { corners } } } },
        });

        var map = new GridFiles(geoJson, "", "").Read("test", default).Map!;

        Assert.NotNull(map.At(new Position(112.8501, 26.4201)));
        Assert.NotNull(map.At(new Position(112.8599, 26.4299)));
        Assert.Null(map.At(new Position(112.8499, 26.4201)));
    }

    [Fact]
    public async Task An_import_with_mistakes_names_all_of_them_and_leaves_the_map_in_force()
    {
        await using var county = await Sample.StartAsync();
        using var grids = JsonDocument.Parse(Sample.GeoJson);

        var answer = await county.Http.PutAsJsonAsync("/api/city-management/v1/grids", new { grids = grids.RootElement, communities = "code,name\n1,甲\n2,乙\n", responsibles = "grid,id,name\n9,a,b\n" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(3, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Count());
        var at = await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/grids/at?longitude=112.855&latitude=26.425");
        Assert.Equal("张伟", at.GetProperty("responsible").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Files_of_the_settings_are_in_force_at_the_start()
    {
        using var folder = new TemporaryFolder();
        await using var city = await Sample.StartAsync(Sample.City, settings: new Dictionary<string, string?>
        {
            ["CityManagement:Grids"] = folder.Write("grids.json", Sample.GeoJson),
            ["CityManagement:Communities"] = folder.Write("communities.csv", Sample.Communities),
            ["CityManagement:Responsibles"] = folder.Write("responsibles.csv", Sample.Responsibles),
        });

        var map = await city.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/grids");

        Assert.Equal(2, map.GetProperty("grids").GetArrayLength());
        Assert.Equal("蔡子池社区", map.GetProperty("communities")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Wrong_files_of_the_settings_stop_the_start_and_every_mistake_is_named()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>
        {
            ["CityManagement:Grids"] = folder.Write("grids.json", Sample.GeoJson),
            ["CityManagement:Communities"] = folder.Write("communities.csv", "code,name\n1,甲\n"),
            ["CityManagement:Responsibles"] = folder.Write("responsibles.csv", "grid,id,name\n9,a,b\n"),
            ["CityManagement:ExceedanceClass"] = "six",
        };

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => Sample.StartAsync(Sample.City, settings: settings));

        Assert.Contains(wrong.Failures, failure => failure.Contains("communities, line 2", StringComparison.Ordinal));
        Assert.Contains(wrong.Failures, failure => failure.Contains("responsibles, line 2", StringComparison.Ordinal));
        Assert.Contains(wrong.Failures, failure => failure.Contains("ExceedanceClass", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Sample.StartAsync(Sample.City, settings: new Dictionary<string, string?> { ["CityManagement:Grids"] = "/nowhere/grids.json" }));

        Assert.Contains("/nowhere/grids.json", Assert.Single(wrong.Failures));
    }
}
