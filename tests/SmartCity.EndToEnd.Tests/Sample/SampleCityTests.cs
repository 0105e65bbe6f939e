using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using SmartCity.AppHost.Sample;
using SmartCity.Contracts.Codes;

namespace SmartCity.EndToEnd.Tests.Sample;

public sealed class SampleCityTests
{
    private static readonly string[] SubCentres = ["430405", "430406", "430407", "430408", "430412", "430473", "430476"];
    private readonly SampleCity city = SampleCity.Generate(SampleCity.DefaultSeed);

    [Fact]
    public void The_seven_sub_centres_have_the_citys_140_communities_on_about_100_square_kilometres()
    {
        var communities = city.Communities.Where(community => SubCentres.Contains(community.Division)).ToList();

        Assert.Equal(140, communities.Count);
        var squareKilometres = city.Grids.Where(grid => SubCentres.Contains(grid.Division)).Sum(grid => Area(grid).Area * 111 * 111 * Math.Cos(double.DegreesToRadians(26.9)));
        Assert.InRange(squareKilometres, 95, 105);
    }

    [Fact]
    public void The_same_seed_gives_the_same_city_and_another_seed_another()
    {
        Assert.Equal(city.Grids.Select(grid => string.Join(' ', grid.Border)), SampleCity.Generate(SampleCity.DefaultSeed).Grids.Select(grid => string.Join(' ', grid.Border)));
        Assert.NotEqual(city.Grids.Select(grid => string.Join(' ', grid.Border)), SampleCity.Generate(7).Grids.Select(grid => string.Join(' ', grid.Border)));
    }

    [Fact]
    public void No_two_grids_overlap()
    {
        var tree = new STRtree<(SampleGrid Grid, Polygon Area)>();
        var areas = city.Grids.Select(grid => (grid, Area: Area(grid))).ToList();
        areas.ForEach(entry => tree.Insert(entry.Area.EnvelopeInternal, (entry.grid, entry.Area)));

        foreach (var (grid, area) in areas)
            foreach (var other in tree.Query(area.EnvelopeInternal).Where(other => string.CompareOrdinal(other.Grid.Code, grid.Code) > 0))
                Assert.True(area.Intersection(other.Area).Area < 1e-12, $"{grid.Code} and {other.Grid.Code} overlap");
    }

    [Fact]
    public void Codes_are_unique_and_every_name_says_that_it_is_a_sample()
    {
        Assert.Distinct(city.Grids.Select(grid => grid.Code));
        Assert.Distinct(city.Communities.Select(community => community.Code));
        Assert.Distinct(city.Stations.Select(station => station.Mn));
        Assert.All(city.Grids.SelectMany(grid => new[] { grid.Name, grid.Responsible.Name }).Concat(city.Communities.Select(it => it.Name)).Concat(city.Stations.Select(it => it.Name)),
            name => Assert.Contains(SampleCity.Mark, name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_division_has_stations_each_inside_a_grid_of_its_own()
    {
        Assert.Equal(Divisions.All.Select(division => division.Code).Where(code => code != Divisions.Hengyang).Order(), city.Stations.Select(station => station.Division).Distinct().Order());
        Assert.All(city.Stations, station => Assert.Contains(city.Grids, grid => grid.Division == station.Division && Area(grid).Contains(new Point(station.Place.Longitude, station.Place.Latitude))));
        Assert.All(city.Stations, station => Assert.Equal(24, station.Mn.Length));
    }

    [Fact]
    public void Every_community_has_its_components_each_inside_a_grid_and_the_city_at_most_6000()
    {
        var areas = city.Grids.ToLookup(grid => grid.Division, Area);

        Assert.InRange(city.Components.Count, city.Communities.Count * 20, 6000);
        Assert.Distinct(city.Components.Select(component => component.Id));
        Assert.All(city.Components, component => Assert.Matches("^[0-9]{16}$", component.Id));
        Assert.All(city.Components, component => Assert.Equal(SampleComponent.Columns.Split(',').Length, component.Line.Split(',').Length));
        Assert.All(city.Components, component => Assert.Contains(areas[component.Division], area => area.Contains(new Point(component.Place.Longitude, component.Place.Latitude))));
        Assert.All(city.Components.SelectMany(component => new[] { component.Name, component.Owner, component.Maintainer }), name => Assert.Contains(SampleCity.Mark, name, StringComparison.Ordinal));
        Assert.Equal(city.Components, SampleCity.Generate(SampleCity.DefaultSeed).Components);
    }

    private static Polygon Area(SampleGrid grid) => new(new LinearRing([.. grid.Border.Select(corner => new Coordinate(corner.Longitude, corner.Latitude))]));
}
