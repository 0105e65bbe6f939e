using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using SmartCity.CommandCentre.Map;
using SmartCity.Contracts.Codes;

namespace SmartCity.CommandCentre.Tests.Map;

public sealed class ShapesTests
{
    [Fact]
    public void Without_a_file_each_of_the_twelve_divisions_has_a_valid_cell_around_its_seat_and_none_overlaps()
    {
        var cells = SeatCells.Draw()["features"]!.AsArray().ToDictionary(feature => feature!["properties"]!["code"]!.ToString(), feature => Read(feature!["geometry"]!));
        Assert.Equal(12, cells.Count);
        foreach (var (code, cell) in cells)
        {
            var seat = Divisions.Find(code)!.Seat;
            Assert.True(cell.IsValid, code);
            Assert.True(cell.Distance(new Point(seat.Longitude, seat.Latitude)) < 0.03, $"{code}: the seat is far from its cell");
            Assert.All(cells.Where(other => other.Key != code), other => Assert.True(cell.Intersection(other.Value).Area < 1e-5, $"{code} and {other.Key} overlap"));
        }
    }

    [Fact]
    public void A_file_of_boundaries_is_drawn_as_it_is_and_not_called_schematic()
    {
        var map = Map("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":430481,"x":1},"geometry":{"type":"Polygon","coordinates":[[[112,26],[113,26],[113,27],[112,26]]]}}]}""");
        Assert.False(map["schematic"]!.GetValue<bool>());
        Assert.Equal("耒阳市", map["features"]!["features"]![0]!["properties"]!["name"]!.ToString());
    }

    [Theory]
    [InlineData("not json", "is not a GeoJSON")]
    [InlineData("""{"type":"FeatureCollection"}""", "is not a GeoJSON")]
    [InlineData("""{"features":[{"properties":{"code":"110000"},"geometry":null}]}""", "'110000'")]
    public void A_file_that_is_none_says_what_was_expected(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidOperationException>(() => Map(text)).Message);

    private static JsonObject Map(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return new Shapes(Options.Create(new CommandCentreOptions { Boundaries = file })).Map;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Geometry Read(JsonNode geometry) => System.Text.Json.JsonSerializer.Deserialize<Geometry>(geometry, new System.Text.Json.JsonSerializerOptions { Converters = { new GeoJsonConverterFactory() } })!;
}
