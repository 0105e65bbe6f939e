using System.Globalization;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.Sample;

/// <summary>A component 部件 that exists only here: a cover, a lamp, a tree somewhere in a grid.</summary>
/// <param name="Id">16 digits of GB/T 30428.2.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Place">Position, inside the grid.</param>
/// <param name="State">Word of the standard.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Maintainer">Who keeps it in order.</param>
/// <param name="Initial">When it was surveyed.</param>
internal sealed record SampleComponent(string Id, string Name, Position Place, string State, string Owner, string Maintainer, DateOnly Initial)
{
    public const string Columns = "id,name,longitude,latitude,coordinateSystem,accuracy,state,owner,maintainer,grid,initial,changed";

    /// <summary>In every community: fewer than 6,000 in all 224.</summary>
    public const int OfACommunity = 26;

    // Stirred into the seed, so that the components draw nothing away from grids and stations.
    private const int Stir = 0x30428;
    private static readonly string[] States = ["破损", "丢失", "废弃"];

    private static readonly (string Class, string SubClass, string Name, string Owner, string Maintainer)[] Kinds =
    [
        ("01", "001", "上水井盖", "供水公司", "管网维护队"), ("01", "002", "污水井盖", "排水公司", "管网维护队"), ("01", "003", "雨水井盖", "排水公司", "管网维护队"),
        ("01", "004", "雨水箅子", "排水公司", "管网维护队"), ("01", "005", "电力井盖", "供电公司", "电缆运维班"), ("01", "007", "通信井盖", "通信公司", "线路维护站"),
        ("01", "018", "路灯", "路灯管理处", "照明维修班"), ("02", "009", "交通标志牌", "交警支队", "设施维护队"), ("02", "011", "交通护栏", "交警支队", "设施维护队"),
        ("03", "005", "垃圾箱", "环卫处", "环卫作业队"), ("04", "002", "行道树", "园林处", "绿化养护队"), ("04", "007", "街头座椅", "园林处", "绿化养护队"),
    ];

    public string Division => Id[..6];

    /// <summary>Its row; the grid is left to the map.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"{Id},{Name},{Place.Longitude},{Place.Latitude},wgs84,A,{State},{Owner},{Maintainer},,{Initial:yyyy-MM-dd},");

    /// <summary>The components of a division, dealt out over the grids of each of its communities.</summary>
    public static IEnumerable<SampleComponent> Of(string division, int seed, IReadOnlyList<SampleGrid> grids)
    {
        var random = new Random(seed ^ int.Parse(division, CultureInfo.InvariantCulture) ^ Stir);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var community in grids.GroupBy(grid => grid.Code[..12]).Select(community => community.ToList()))
            for (var index = 0; index < OfACommunity; index++)
            {
                var (@class, subClass, name, owner, maintainer) = Kinds[random.Next(Kinds.Length)];
                var number = numbers[@class + subClass] = numbers.GetValueOrDefault(@class + subClass) + 1;
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"{division}{@class}{subClass}{number:D5}"),
                    string.Create(CultureInfo.InvariantCulture, $"{name}{number}号{SampleCity.Mark}"), Inside(community[index % community.Count].Border, random),
                    random.Next(20) == 0 ? States[random.Next(States.Length)] : "完好", owner + SampleCity.Mark, maintainer + SampleCity.Mark,
                    new DateOnly(2024, 1, 1).AddDays(random.Next(700)));
            }
    }

    /// <summary>A place between the four corners, not nearer to a border than a tenth of the way across.</summary>
    private static Position Inside(IReadOnlyList<Position> border, Random random)
    {
        var (across, up) = (0.1 + 0.8 * random.NextDouble(), 0.1 + 0.8 * random.NextDouble());
        return new(Between(corner => corner.Longitude), Between(corner => corner.Latitude));

        double Between(Func<Position, double> of) => Math.Round(
            (1 - up) * ((1 - across) * of(border[0]) + across * of(border[1])) + up * ((1 - across) * of(border[3]) + across * of(border[2])), 6);
    }
}
