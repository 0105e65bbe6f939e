using NetTopologySuite.Geometries;
using SmartCity.CityManagement.Grids;
using Position = SmartCity.Contracts.Codes.Position;

namespace SmartCity.CityManagement.Tests.Grids;

public sealed class GridMapTests
{
    [Fact]
    public void Every_place_is_found_in_the_grid_that_looking_at_all_of_them_finds()
    {
        var grids = Lattice.Make(25, 20, seed: 1);
        var map = new GridMap(grids, [], "test", default);
        var random = new Random(2);
        var places = Enumerable.Range(0, 3000).Select(_ => new Coordinate(112.398 + random.NextDouble() * 0.03, 26.698 + random.NextDouble() * 0.025))
            // Corners lie in up to four grids at once.
            .Concat(grids.SelectMany(grid => grid.Area.Coordinates.Select(corner => corner.Copy()))).ToList();

        var found = 0;
        foreach (var place in places)
        {
            var point = new Point(place);
            var expected = grids.Where(grid => grid.Area.Covers(point)).Select(grid => grid.Grid.Code).Order(StringComparer.Ordinal).FirstOrDefault();
            Assert.Equal(expected, map.At(new Position(place.X, place.Y))?.Code);
            found += expected is null ? 0 : 1;
        }

        Assert.InRange(found, 1500, places.Count - 100);
    }

    [Fact]
    public void A_hole_and_the_parts_of_a_multipolygon_are_told_apart()
    {
        var read = new GridFiles("""
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"430481001001001"},"geometry":{"type":"MultiPolygon","coordinates":[
              [[[112.0,26.0],[112.4,26.0],[112.4,26.4],[112.0,26.4],[112.0,26.0]],[[112.1,26.1],[112.1,26.3],[112.3,26.3],[112.3,26.1],[112.1,26.1]]],
              [[[113.0,26.0],[113.1,26.0],[113.1,26.1],[113.0,26.0]]]]}}]}
            """, "", "").Read("test", default);
        var map = Assert.IsType<GridMap>(read.Map);

        Assert.NotNull(map.At(new Position(112.05, 26.05)));
        Assert.Null(map.At(new Position(112.2, 26.2)));
        Assert.NotNull(map.At(new Position(113.08, 26.03)));
        Assert.Null(map.At(new Position(112.6, 26.05)));
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        var map = new GridMap(Lattice.Make(20, 20, seed: 3), [], "test", default);
        var alone = Enumerable.Range(0, 2000).Select(index => map.At(Place(index))?.Code).ToList();

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 2000).Select(index => map.At(Place(index))?.Code).ToList())));

        Assert.All(together, answers => Assert.Equal(alone, answers));

        static Position Place(int index) => new(112.4 + index % 50 * 0.0004, 26.7 + index / 50 * 0.0005);
    }

    [Theory]
    [InlineData(double.NaN, 26.7)]
    [InlineData(200, 26.7)]
    public void No_place_is_in_no_grid(double longitude, double latitude) =>
        Assert.Null(new GridMap(Lattice.Make(2, 2, seed: 1), [], "test", default).At(new Position(longitude, latitude)));
}
