using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Browser.Tests.Stories;

namespace SmartCity.Browser.Tests.Screens;

/// <summary>A day's work in the city, done through the product's own API: histories asked of the stations, cases at all stages, people with roles.</summary>
internal sealed class LivingCity(CitySite site)
{
    private const string Cases = "/api/city-management/v1/cases";
    private static readonly string[] Steps = ["accept", "establish", "dispatch", "handle", "verify", "close"];

    private static readonly (string Class, string SubClass, string Text)[] Seen =
    [
        ("01", "002", "农贸市场北门垃圾外溢，约两立方米"), ("04", "006", "下穿通道积水，车辆绕行"), ("05", "004", "沿街店铺占用人行道经营"), ("03", "002", "工地未洒水，扬尘明显"),
        ("04", "002", "自来水管破裂，路面涌水"), ("01", "010", "路面坑槽，长约一米"), ("02", "005", "门店招牌一角脱落"), ("05", "006", "共享单车堆放占道"),
        ("01", "012", "渣土车沿途遗撒"), ("04", "004", "污水井外溢"), ("05", "008", "商铺高音喇叭揽客"), ("01", "015", "绿化带内焚烧落叶"),
    ];

    private static readonly (string UserName, string Name, string Role, string Division)[] People =
    [
        ("wang.fang", "王芳", "duty-officer", "*"), ("li.jun", "李军", "dispatcher", "*"), ("chen.min", "陈敏", "supervisor", "*"), ("liu.yang", "刘洋", "dispatcher", "430406"), ("zhao.lei", "赵磊", "auditor", "*"),
    ];

    public async Task LiveAsync()
    {
        foreach (var (userName, name, role, division) in People)
            using (await site.Api.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName, displayName = name, password = "first-day-" + Guid.NewGuid().ToString("N")[..8], grants = new[] { new { role, division, module = "*" } } }))
            {
            }
        await Task.WhenAll(HistoriesAsync(), WorkAsync(site.Api, [.. await HomesAsync(site.Api)]), WorkAsync(site.CountyApi, [CitySite.County]));
    }

    private static async Task<IEnumerable<string>> HomesAsync(HttpClient api) =>
        (await api.ReadAsync("/api/city-management/v1/grids")).GetProperty("grids").EnumerateArray().Select(grid => grid.Of("division")).Distinct().Where(division => division != CitySite.County);

    // Every station is asked for its hours of two days, those of the county for the minutes of the last day as well.
    private async Task HistoriesAsync()
    {
        var stations = (await site.Api.ReadAsync("/api/environment/v1/stations?limit=200")).GetProperty("items").EnumerateArray().Where(station => station.Of("stationId").Contains("5A00", StringComparison.Ordinal)).ToList();
        await Parallel.ForEachAsync(stations, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (station, _) =>
        {
            var api = station.Of("home") == CitySite.County ? site.CountyApi : site.Api;
            await AskAsync(api, station, "read-hours", TimeSpan.FromHours(48));
            if (station.Of("home") == CitySite.County || station.Of("systemCode") == "22")
                await AskAsync(api, station, "read-minutes", TimeSpan.FromHours(24));
        });
    }

    // A station answers when it is on a line; one that has not called yet is asked again.
    private static async Task AskAsync(HttpClient api, JsonElement station, string command, TimeSpan back)
    {
        var end = TimeProvider.System.GetUtcNow();
        for (var tries = 0; tries < 20; tries++)
        {
            using var answer = await api.PostAsJsonAsync($"/api/environment/v1/stations/{station.Of("stationId")}/commands", new { command, begin = (end - back).ToString("O", CultureInfo.InvariantCulture), end = end.ToString("O", CultureInfo.InvariantCulture) });
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(500);
        }
    }

    private static async Task WorkAsync(HttpClient api, IReadOnlyList<string> divisions) =>
        await Parallel.ForEachAsync(divisions.Index(), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (division, _) =>
        {
            var grids = (await api.ReadAsync($"/api/city-management/v1/grids/search?division={division.Item}&limit=60")).GetProperty("items").EnumerateArray().Select(grid => grid.GetProperty("centre")).ToList();
            for (var number = 0; number < 3 + division.Index % 4; number++)
                await CaseAsync(api, grids[number * 7 % grids.Count], (division.Index * 5 + number * 3) % Seen.Length, (division.Index + number * 2) % (Steps.Length + 1));
        });

    private static async Task CaseAsync(HttpClient api, JsonElement place, int what, int steps)
    {
        var (@class, subClass, text) = Seen[what];
        var id = (await api.DoAsync(Cases, new { kind = "occurrence", @class, subClass, description = text, source = "handheld", sourceId = $"CGT-{Guid.NewGuid().ToString("N")[..8]}", reporter = $"采集员{what + 1:D2}", reporterPhone = "13800000000",
            longitude = place.GetProperty("longitude").GetDouble(), latitude = place.GetProperty("latitude").GetDouble(), evidence = new[] { $"photo-{what + 1:D4}.jpg" } })).Of("id");
        foreach (var step in Steps.Take(steps))
            await api.DoAsync($"{Cases}/{id}/{step}", new { text = step switch { "handle" => "已到场处置完毕，现场恢复", "verify" => "现场核查合格", "close" => "结案", _ => "" } });
        if (steps == 3 && what % 2 == 0)
            await api.DoAsync($"{Cases}/{id}/urge", new { text = "群众反映强烈，请今日内处置" });
        if (steps == 3 && what % 3 == 0)
            await api.DoAsync($"{Cases}/{id}/suspend", new { text = "等待管线单位停水配合" });
    }
}
