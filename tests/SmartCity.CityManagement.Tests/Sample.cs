using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests;

/// <summary>Two grids of 0.01° in 耒阳: the first with somebody responsible, the second without; and what happens in them.</summary>
internal static class Sample
{
    public const string County = "430481";
    public const string City = "430400";
    public const string Grid = "430481001001001";
    public const string GridWithoutAnybody = "430481001001002";

    public static (double Longitude, double Latitude) InGrid => (112.855, 26.425);

    public static (double Longitude, double Latitude) InGridWithoutAnybody => (112.865, 26.425);

    public static (double Longitude, double Latitude) Outside => (112.95, 26.425);

    public static string Communities => "code,name\n430481001001,蔡子池社区\n";

    public static string Responsibles => $"grid,id,name\n{Grid},zhang.wei,张伟\n";

    public static string GeoJson => $$"""
        {"type":"FeatureCollection","features":[{{Feature(Grid, 112.85, 26.42)}},{{Feature(GridWithoutAnybody, 112.86, 26.42)}}]}
        """;

    public static string Feature(string code, double west, double south, double size = 0.01) => string.Create(CultureInfo.InvariantCulture,
        $$$"""
        {"type":"Feature","properties":{"code":"{{{code}}}","name":"网格{{{code[12..]}}}","level":"A"},
         "geometry":{"type":"Polygon","coordinates":[{{{Square(west, south, west + size, south + size)}}}]}}
        """);

    private static string Square(double west, double south, double east, double north) =>
        string.Create(CultureInfo.InvariantCulture, $"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    public static LimitExceeded Exceedance(string id, (double Longitude, double Latitude)? at = null, string division = County) => new(
        id, "HY4304810001", "耒阳市站", "a34004", "PM2.5", 180.5m, 75m, "µg/m³", division, (at ?? InGrid).Longitude, (at ?? InGrid).Latitude,
        new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public static object Report((double Longitude, double Latitude)? at = null, string description = "人行道上有暴露垃圾") => new
    {
        kind = "occurrence",
        @class = "01",
        subClass = "002",
        description,
        longitude = (at ?? InGrid).Longitude,
        latitude = (at ?? InGrid).Latitude,
        division = County,
    };

    /// <summary>A node that runs city management, with the two grids, or a city without any.</summary>
    public static async Task<TestNode> StartAsync(string id = County, string? folder = null, IDictionary<string, string?>? settings = null, TimeProvider? clock = null)
    {
        var node = await TestNode.StartAsync(id, [new CityManagementModule()], new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["CityManagement:DeadlinePoll"] = "00:00:00.050",
        }, services => { if (clock is not null) services.AddSingleton(clock); }, folder);
        if (id == County && folder is null)
            await ImportGridsAsync(node);
        return node;
    }

    public static async Task ImportGridsAsync(TestNode node)
    {
        using var grids = JsonDocument.Parse(GeoJson);
        var answer = await node.Http.PutAsJsonAsync("/api/city-management/v1/grids", new { grids = grids.RootElement, communities = Communities, responsibles = Responsibles });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<string> ReportAsync(this TestNode node, object? report = null)
    {
        var answer = await node.Http.PostAsJsonAsync("/api/city-management/v1/cases", report ?? Report());
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public static Task<HttpResponseMessage> ActAsync(this HttpClient http, string id, string action, object? body = null) =>
        http.PostAsJsonAsync($"/api/city-management/v1/cases/{id}/{action}", body ?? new { });

    /// <summary>Does it, and returns the state the case is in then.</summary>
    public static async Task<string> MustAsync(this TestNode node, string id, string action, object? body = null)
    {
        var answer = await node.Http.ActAsync(id, action, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("state").GetString()!;
    }

    public static async Task<JsonElement?> CaseAsync(this TestNode node, string id)
    {
        using var answer = await node.Http.GetAsync($"/api/city-management/v1/cases/{id}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    public static async Task<IReadOnlyList<JsonElement>> CasesAsync(this TestNode node, string query = "") =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/cases?" + query)).GetProperty("items").EnumerateArray()];

    public static string State(this JsonElement detail) => detail.GetProperty("case").GetProperty("state").GetString()!;

    public static IReadOnlyList<string> Names(this JsonElement detail, string list, string property) =>
        [.. detail.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(property).GetString()!)];
}
