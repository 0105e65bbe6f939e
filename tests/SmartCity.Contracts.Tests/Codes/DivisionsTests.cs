using System.Globalization;
using System.Text.Json;
using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

public sealed class DivisionsTests
{
    [Fact]
    public void The_city_has_twelve_divisions_and_two_parks()
    {
        Assert.Equal(15, Divisions.All.Count);
        Assert.Equal(5, Divisions.All.Count(division => division.Kind == DivisionKind.District));
        Assert.Equal(5, Divisions.All.Count(division => division.Kind == DivisionKind.County));
        Assert.Equal(2, Divisions.All.Count(division => division.Kind == DivisionKind.CountyLevelCity));
        Assert.Equal(["430473", "430476"], Divisions.All.Where(d => d.Kind == DivisionKind.Park).Select(d => d.Code));
        Assert.Equal(15, Divisions.All.Select(division => division.Code).Distinct().Count());
        Assert.Equal(15, Divisions.All.Select(division => division.EnglishName).Distinct().Count());
    }

    [Fact]
    public void Every_division_but_the_city_belongs_to_the_city()
    {
        Assert.Null(Divisions.Find(Divisions.Hengyang)!.Parent);
        Assert.All(Divisions.All.Skip(1), division => Assert.Equal(Divisions.Hengyang, division.Parent));
    }

    [Fact]
    public void A_code_is_found_and_an_unknown_one_is_not()
    {
        Assert.Equal("衡南县", Divisions.Find("430422")?.Name);
        Assert.Null(Divisions.Find("430425"));
        Assert.Null(Divisions.Find(null));
    }

    [Theory]
    [InlineData("430422", "430400", true)]
    [InlineData("430476", "430400", true)]
    [InlineData("430400", "430400", true)]
    [InlineData("430422103", "430422", true)]
    [InlineData("430422103201", "430422103", true)]
    [InlineData("430422103201", "430422000000", true)]
    [InlineData("430422103201", "430422104", false)]
    [InlineData("430422", "430000", true)]
    [InlineData("430422", "430421", false)]
    [InlineData("430400", "430422", false)]
    [InlineData("430500", "430400", false)]
    [InlineData("430473", "430407", false)]
    [InlineData("4304221", "430422", false)]
    [InlineData("43O422", "430400", false)]
    [InlineData("430422", "", false)]
    [InlineData(null, "430400", false)]
    public void A_code_lies_within_what_its_digits_say(string? code, string ancestor, bool within) =>
        Assert.Equal(within, Divisions.IsWithin(code, ancestor));

    [Fact]
    public void Names_and_seats_are_those_of_the_source()
    {
        foreach (var row in SharedSamples.Rows("hengyang_divisions.csv", ',').Skip(1))
        {
            var division = Divisions.Find(row[0])!;
            Assert.Equal(Number(row[4]), division.Seat.Longitude, 1e-9);
            Assert.Equal(Number(row[5]), division.Seat.Latitude, 1e-9);
            if (division.Kind != DivisionKind.Park)
                Assert.Equal(row[1], division.Name);
        }
    }

    [Fact]
    public void Every_seat_lies_inside_the_boundary_of_its_own_division_alone()
    {
        var boundaries = Boundaries();
        Assert.Equal(12, boundaries.Count);
        foreach (var (code, _) in boundaries)
        {
            var (longitude, latitude) = Coordinates.FromWgs84(Divisions.Find(code)!.Seat, CoordinateSystem.Gcj02);
            var holders = boundaries.Where(b => b.Value.Any(ring => Holds(ring, longitude, latitude))).Select(b => b.Key);
            Assert.Equal([code], holders);
        }
    }

    private static Dictionary<string, List<double[][]>> Boundaries()
    {
        using var map = JsonDocument.Parse(File.ReadAllText(SharedSamples.Find("hengyang_counties.geojson")));
        return map.RootElement.GetProperty("features").EnumerateArray()
            .Where(feature => feature.TryGetProperty("id", out var id) && Divisions.Find(id.GetString()) is not null)
            .ToDictionary(feature => feature.GetProperty("id").GetString()!, feature => Rings(feature.GetProperty("geometry")));
    }

    private static List<double[][]> Rings(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "Polygon"
            ? [coordinates[0].Deserialize<double[][]>()!]
            : [.. coordinates.EnumerateArray().Select(polygon => polygon[0].Deserialize<double[][]>()!)];
    }

    private static bool Holds(double[][] ring, double x, double y)
    {
        var inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            if (ring[i][1] > y != ring[j][1] > y
                && x < ((ring[j][0] - ring[i][0]) * (y - ring[i][1]) / (ring[j][1] - ring[i][1])) + ring[i][0])
                inside = !inside;
        }

        return inside;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
