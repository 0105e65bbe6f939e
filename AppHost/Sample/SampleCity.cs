using System.Globalization;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.Sample;

/// <summary>
/// A city to try things on: 140 communities in the seven district and park sub-centres and the seat of every county, cut
/// into responsibility grids, with people who answer for them, components and stations. All of it is invented from a seed, and every
/// name says so. The figures are those of Hengyang; the shapes and places are not.
/// </summary>
internal sealed record SampleCity(int Seed, IReadOnlyList<SampleCommunity> Communities, IReadOnlyList<SampleGrid> Grids, IReadOnlyList<SampleStation> Stations, IReadOnlyList<SampleComponent> Components)
{
    public const int DefaultSeed = 430400;

    /// <summary>In every invented name.</summary>
    public const string Mark = "（样本）";

    /// <summary>Grids along one side of a community.</summary>
    public const int GridsAcross = 3;

    /// <summary>Columns and rows of communities: 140 in the sub-centres of the city, 12 at the seat of each county.</summary>
    public static IReadOnlyDictionary<string, (int Columns, int Rows)> Layout { get; } = new Dictionary<string, (int, int)>
    {
        ["430405"] = (5, 5), ["430406"] = (5, 4), ["430407"] = (5, 4), ["430408"] = (6, 4), ["430412"] = (5, 3), ["430473"] = (4, 3), ["430476"] = (6, 4),
        ["430421"] = (4, 3), ["430422"] = (4, 3), ["430423"] = (4, 3), ["430424"] = (4, 3), ["430426"] = (4, 3), ["430481"] = (4, 3), ["430482"] = (4, 3),
    };

    /// <summary>The same seed, the same city.</summary>
    public static SampleCity Generate(int seed)
    {
        var communities = new List<SampleCommunity>();
        var grids = new List<SampleGrid>();
        var stations = new List<SampleStation>();
        var components = new List<SampleComponent>();
        foreach (var (code, (columns, rows)) in Layout.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // Each division draws from a seed of its own: leaving one out changes nothing in the others.
            var random = new Random(seed ^ int.Parse(code, CultureInfo.InvariantCulture));
            var lattice = new SampleLattice(Centre(code), columns * GridsAcross, rows * GridsAcross, random);
            for (var index = 0; index < columns * rows; index++)
            {
                var community = new SampleCommunity(SampleNames.CommunityCode(code, index), SampleNames.Community(random));
                communities.Add(community);
                grids.AddRange(Cut(community, lattice, index % columns, index / columns, random));
            }
            stations.AddRange(SampleStation.Of(code, seed, lattice, random));
            components.AddRange(SampleComponent.Of(code, seed, [.. grids.Where(grid => grid.Division == code)]));
        }
        return new(seed, communities, grids, stations, components);
    }

    private static IEnumerable<SampleGrid> Cut(SampleCommunity community, SampleLattice lattice, int column, int row, Random random)
    {
        for (var sequence = 0; sequence < GridsAcross * GridsAcross; sequence++)
        {
            var (x, y) = (column * GridsAcross + sequence % GridsAcross, row * GridsAcross + sequence / GridsAcross);
            var code = community.Code + (sequence + 1).ToString("D3", CultureInfo.InvariantCulture);
            yield return new(code, $"{community.Name}第{sequence + 1}网格", "ABC"[random.Next(3)].ToString(), lattice.Cell(x, y),
                new("SAMPLE-" + code, SampleNames.Person(random)));
        }
    }

    // 松木 lies so near 石鼓 that their squares would overlap; the register knows parks only to some kilometres anyhow.
    private static Position Centre(string code) => code == "430473" ? new(112.60, 26.99) : Divisions.Find(code)!.Seat;
}

/// <summary>A community 社区.</summary>
internal sealed record SampleCommunity(string Code, string Name)
{
    public string Division => Code[..6];
}

/// <summary>A responsibility grid 责任网格 with its closed border.</summary>
internal sealed record SampleGrid(string Code, string Name, string Level, IReadOnlyList<Position> Border, SamplePerson Responsible)
{
    public string Division => Code[..6];
}

/// <summary>Somebody invented.</summary>
internal sealed record SamplePerson(string Id, string Name);
