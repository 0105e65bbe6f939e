using SmartCity.CityManagement.Components;
using SmartCity.Contracts.Codes;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Tests.Components;

public sealed class ComponentFileTests
{
    [Fact]
    public void A_row_is_read_with_what_its_id_says()
    {
        var (rows, mistakes) = ComponentFile.Read(Registry.All);

        Assert.Empty(mistakes);
        var lamp = rows!.Single(row => row.Id == Registry.Lamp);
        Assert.Equal((Sample.County, "01", "018", "路灯1号", "cgcs2000", "B"), (lamp.Division, lamp.Class, lamp.SubClass, lamp.Name, lamp.CoordinateSystem, lamp.Accuracy));
        Assert.Equal((ComponentState.Damaged, null, null, Sample.Grid), (lamp.State, lamp.Owner, lamp.Maintainer, lamp.Grid));
        Assert.Equal((new DateOnly(2024, 5, 31), new DateOnly(2025, 1, 2)), (lamp.Initial, lamp.Changed));
        var cover = rows!.Single(row => row.Id == Registry.Cover);
        Assert.Equal(("wgs84", cover.Initial, "排水公司"), (cover.CoordinateSystem, cover.Changed, cover.Owner));
    }

    [Fact]
    public void A_place_in_GCJ02_is_kept_in_WGS84_with_the_system_it_came_in()
    {
        var (longitude, latitude) = Coordinates.FromWgs84(new(112.855, 26.425), CoordinateSystem.Gcj02);
        var line = FormattableString.Invariant($"{Registry.Cover},井盖,{longitude},{latitude},gcj02,,完好,,,,2024-05-31,");

        var row = Assert.Single(ComponentFile.Read(Registry.Csv(line)).Rows!);

        Assert.Equal("gcj02", row.CoordinateSystem);
        Assert.True(row.Place.DistanceMetres(new(112.855, 26.425)) < 0.1);
    }

    [Theory]
    [InlineData("12,盖,112,26,,A,完好,,,,2024-05-31,", "line 3, id", "16 digits")]
    [InlineData("4304817700200001,盖,112,26,,A,完好,,,,2024-05-31,", "line 3, id", "one of the classes 01")]
    [InlineData("4304810107900001,盖,112,26,,A,完好,,,,2024-05-31,", "line 3, id", "a sub-class of 01")]
    [InlineData("4304210100200001,盖,112,26,,A,完好,,,,2024-05-31,", "line 3, id", "whose home is this node, not of 430421")]
    [InlineData("4304810100200001,,112,26,,A,完好,,,,2024-05-31,", "line 3, name", "at most 200 characters, found nothing")]
    [InlineData("4304810100200001,盖,east,26,,A,完好,,,,2024-05-31,", "line 3, longitude", "from -180 to 180, found 'east'")]
    [InlineData("4304810100200001,盖,112,NaN,,A,完好,,,,2024-05-31,", "line 3, latitude", "from -90 to 90")]
    [InlineData("4304810100200001,盖,112,91,,A,完好,,,,2024-05-31,", "line 3, latitude", "from -90 to 90")]
    [InlineData("4304810100200001,盖,112,26,mars,A,完好,,,,2024-05-31,", "line 3, coordinateSystem", "gcj02")]
    [InlineData("4304810100200001,盖,112,26,1,A,完好,,,,2024-05-31,", "line 3, coordinateSystem", "gcj02")]
    [InlineData("4304810100200001,盖,112,26,,D,完好,,,,2024-05-31,", "line 3, accuracy", "A, B, C")]
    [InlineData("4304810100200001,盖,112,26,,A,,,,,2024-05-31,", "line 3, state", "damaged 破损")]
    [InlineData("4304810100200001,盖,112,26,,A,1,,,,2024-05-31,", "line 3, state", "damaged 破损")]
    [InlineData("4304810100200001,盖,112,26,,A,完好,,,4304,2024-05-31,", "line 3, grid", "15 digits")]
    [InlineData("4304810100200001,盖,112,26,,A,完好,,,,31.5.2024,", "line 3, initial", "2024-05-31, found '31.5.2024'")]
    [InlineData("4304810100200001,盖,112,26,,A,完好,,,,2024-05-31,2024-05-30", "line 3, changed", "not before 2024-05-31")]
    [InlineData("4304810100200001,盖,112,26,,A,完好,,,2024-05-31,", "line 3, the line", "12 cells")]
    public void A_malformed_row_is_named_by_line_field_and_what_was_expected(string line, string where, string expected)
    {
        var (rows, mistakes) = ComponentFile.Read(Registry.Csv(line), division => division == Sample.County);

        Assert.Null(rows);
        var mistake = Assert.Single(mistakes).ToString();
        Assert.Contains(where, mistake);
        Assert.Contains(expected, mistake);
    }

    [Theory]
    [InlineData("", "at least one row")]
    [InlineData(Registry.Header, "at least one row")]
    [InlineData("id;name\n1;2\n", "columns")]
    public void A_file_without_rows_or_with_other_columns_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(ComponentFile.Read(text).Mistakes).ToString());

    [Fact]
    public void An_id_that_stands_there_twice_is_named_once() =>
        Assert.Contains("line 4, id: expected each component once", Assert.Single(ComponentFile.Read(Registry.Csv(Registry.CoverLine, Registry.CoverLine)).Mistakes).ToString());

    [Fact]
    public void A_state_set_here_outlives_the_file_of_before_and_gives_way_to_a_later_survey()
    {
        var row = ComponentFile.Read(Registry.Csv(Registry.CoverLine)).Rows![0];
        var lost = row.InState(ComponentState.Lost, new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

        Assert.Same(lost, lost.With(row));
        Assert.Equal(new DateOnly(2026, 11, 24), lost.Changed);
        Assert.Same(lost, lost.With(row with { Changed = lost.Changed }));
        var renamed = lost.With(row with { Name = "新名" });
        Assert.Equal(("新名", ComponentState.Lost, lost.Version + 1), (renamed.Name, renamed.State, renamed.Version));
        var surveyed = lost.With(row with { Changed = new(2026, 11, 25) });
        Assert.Equal((ComponentState.Intact, null, lost.Version + 1), (surveyed.State, surveyed.StateSetAt, surveyed.Version));
    }
}
