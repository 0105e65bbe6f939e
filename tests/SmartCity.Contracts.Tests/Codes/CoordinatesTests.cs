using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

public sealed class CoordinatesTests
{
    private static readonly Arbitrary<Position> InsideChina =
        Gen.Choose(73_100_000, 136_700_000).SelectMany(
            longitude => Gen.Choose(1_900_000, 54_700_000).Select(latitude => new Position(longitude / 1e6, latitude / 1e6)))
        .ToArbitrary();

    [Fact]
    public void The_sample_pairs_convert_both_ways()
    {
        var rows = SharedSamples.Rows("coords_vectors.tsv", '\t').ToList();
        Assert.True(rows.Count >= 7);
        foreach (var row in rows)
        {
            var n = row.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var wgs = new Position(n[0], n[1]);
            Close((n[2], n[3]), Coordinates.FromWgs84(wgs, CoordinateSystem.Gcj02), 1e-6);
            Close((n[4], n[5]), Coordinates.FromWgs84(wgs, CoordinateSystem.Bd09), 1e-6);
            Close((n[0], n[1]), Pair(Coordinates.ToWgs84(n[2], n[3], CoordinateSystem.Gcj02)), 1.1e-6);
            Close((n[0], n[1]), Pair(Coordinates.ToWgs84(n[4], n[5], CoordinateSystem.Bd09)), 1.2e-6);
            Assert.Equal(n[6], wgs.DistanceMetres(new(n[2], n[3])), 4.0);
        }
    }

    [Theory]
    [InlineData(CoordinateSystem.Wgs84)]
    [InlineData(CoordinateSystem.Cgcs2000)]
    [InlineData(CoordinateSystem.Gcj02)]
    [InlineData(CoordinateSystem.Bd09)]
    public void There_and_back_is_the_same_place_to_a_ten_millionth_of_a_degree(CoordinateSystem system) =>
        Prop.ForAll(InsideChina, position =>
        {
            var (longitude, latitude) = Coordinates.FromWgs84(position, system);
            var back = Coordinates.ToWgs84(longitude, latitude, system);
            return Math.Abs(back.Longitude - position.Longitude) < 1e-7
                && Math.Abs(back.Latitude - position.Latitude) < 1e-7;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(-0.1276, 51.5072)]
    [InlineData(139.6917, 35.6895)]
    [InlineData(0, 0)]
    public void Outside_China_nothing_moves(double longitude, double latitude)
    {
        foreach (var system in Enum.GetValues<CoordinateSystem>())
        {
            Assert.Equal((longitude, latitude), Coordinates.FromWgs84(new(longitude, latitude), system));
            Assert.Equal(new Position(longitude, latitude), Coordinates.ToWgs84(longitude, latitude, system));
        }
    }

    [Fact]
    public void Not_a_number_stays_not_a_number() =>
        Assert.False(Coordinates.ToWgs84(double.NaN, 26.9, CoordinateSystem.Gcj02).IsValid);

    [Fact]
    public void An_unknown_system_is_an_error_that_says_what_was_expected()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Coordinates.ToWgs84(112.6, 26.9, (CoordinateSystem)9));
        Assert.Contains("Expected Wgs84", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(112.6, 26.9, true)]
    [InlineData(-180, 90, true)]
    [InlineData(180.1, 0, false)]
    [InlineData(0, -90.1, false)]
    public void A_position_knows_whether_it_is_on_the_globe(double longitude, double latitude, bool valid) =>
        Assert.Equal(valid, new Position(longitude, latitude).IsValid);

    private static (double, double) Pair(Position position) => (position.Longitude, position.Latitude);

    private static void Close((double X, double Y) expected, (double X, double Y) actual, double tolerance)
    {
        Assert.Equal(expected.X, actual.X, tolerance);
        Assert.Equal(expected.Y, actual.Y, tolerance);
    }
}
