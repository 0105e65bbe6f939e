using System.Globalization;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts;

namespace SmartCity.AppHost.Sample;

/// <summary>The sample city in the files that CityManagement imports, one folder a node, and the settings that name them.</summary>
internal sealed class SampleFiles(SampleCity city, string folder)
{
    private const string Remark = "# 样本数据 Sample data, invented from a seed; nobody and nothing here is real.";

    /// <summary>Limits that the simulated stations keep on a usual day. Those of PM2.5 and noise are daily limits of GB 3095 and GB 3096, taken for real-time values here.</summary>
    private static readonly (string Factor, string SystemCode, string Limit, string Unit)[] Limits =
        [("a34004", "22", "75", "µg/m³"), ("w01018", "32", "50", "mg/L"), ("LA", "23", "75", "dB(A)")];

    /// <summary>Writes the files of a node and returns the settings that load them.</summary>
    public IEnumerable<KeyValuePair<string, string>> SettingsOf(string node, IReadOnlyList<string> divisions)
    {
        var here = Path.Combine(folder, node);
        Directory.CreateDirectory(here);
        var grids = city.Grids.Where(grid => divisions.Contains(grid.Division)).ToList();
        yield return new("CityManagement:Grids", Write(here, "grids.geojson", GeoJson(grids)));
        yield return new("CityManagement:Communities", Write(here, "communities.csv",
            Table("code,name", city.Communities.Where(community => divisions.Contains(community.Division)).Select(community => $"{community.Code},{community.Name}"))));
        yield return new("CityManagement:Responsibles", Write(here, "responsibles.csv",
            Table("grid,id,name", grids.Select(grid => $"{grid.Code},{grid.Responsible.Id},{grid.Responsible.Name}"))));
        yield return new("CityManagement:Components", Write(here, "components.csv",
            Table(SampleComponent.Columns, city.Components.Where(component => divisions.Contains(component.Division)).Select(component => component.Line))));
        yield return new("Alarms:DutyList", Write(here, "duty.csv", Table(SampleDuty.Columns, SampleDuty.Of(node, city.Seed).Select(duty => duty.Line))));
        for (var index = 0; index < Limits.Length; index++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"EnvironmentMonitoring:Limits:{index}:");
            yield return new(at + "Factor", Limits[index].Factor);
            yield return new(at + "SystemCode", Limits[index].SystemCode);
            yield return new(at + "Limit", Limits[index].Limit);
            yield return new(at + "Unit", Limits[index].Unit);
        }
    }

    private static string Table(string columns, IEnumerable<string> lines) => string.Join('\n', lines.Prepend(columns).Prepend(Remark)) + "\n";

    private static string GeoJson(IReadOnlyList<SampleGrid> grids) => JsonSerializer.Serialize(new
    {
        type = "FeatureCollection",
        coordinateSystem = "wgs84",
        sample = true,
        features = grids.Select(grid => new
        {
            type = "Feature",
            properties = new { code = grid.Code, name = grid.Name, level = grid.Level, sample = true },
            geometry = new { type = "Polygon", coordinates = new[] { grid.Border.Select(corner => new[] { corner.Longitude, corner.Latitude }) } },
        }),
    }, EventJson.Options);

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        // The same seed gives the same file: an unchanged one keeps its date.
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}
