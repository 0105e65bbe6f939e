using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Components;

/// <summary>Three components in the sample grids, and what is asked of a node about them.</summary>
internal static class Registry
{
    public const string Header = "id,name,longitude,latitude,coordinateSystem,accuracy,state,owner,maintainer,grid,initial,changed";
    public const string Cover = "4304810100200001";
    public const string Lamp = "4304810101800001";
    public const string Tree = "4304810400200001";
    public const string Route = "/api/city-management/v1/components";

    public static string CoverLine { get; } = $"{Cover},污水井盖1号,112.855,26.425,,A,完好,排水公司,管网维护队,,2024-05-31,";

    public static string LampLine { get; } = $"{Lamp},路灯1号,112.865,26.425,cgcs2000,B,damaged,,,{Sample.Grid},2024-05-31,2025-01-02";

    public static string TreeLine { get; } = $"{Tree},行道树1号,112.95,26.425,wgs84,,完好,园林处,,,2023-01-01,";

    public static string Csv(params string[] lines) => "# 样本\n" + string.Join('\n', lines.Prepend(Header)) + "\n";

    public static string All { get; } = Csv(CoverLine, LampLine, TreeLine);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient http, string csv) => http.PutAsJsonAsync(Route, new { components = csv });

    public static async Task<(int Added, int Changed, int Unchanged)> LoadAsync(this TestNode node, string csv)
    {
        var answer = await node.Http.PutAsync(csv);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var counts = JsonDocument.Parse(text).RootElement;
        return (counts.GetProperty("added").GetInt32(), counts.GetProperty("changed").GetInt32(), counts.GetProperty("unchanged").GetInt32());
    }

    public static async Task<IReadOnlyList<string>> IdsAsync(this TestNode node, string query = "") =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>($"{Route}?{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    public static Task<JsonElement> ComponentAsync(this TestNode node, string id) => node.Http.GetFromJsonAsync<JsonElement>($"{Route}/{id}");

    public static string Text(this JsonElement detail, string property) => detail.GetProperty("component").GetProperty(property).GetString()!;

    /// <summary>The data of all events of a type in the node's log, in their order.</summary>
    public static async Task<IReadOnlyList<T>> ToldAsync<T>(this TestNode node, string type) where T : IEvent
    {
        await using var connection = await node.Store.OpenReadAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select data from kernel_log where type = '{type}' order by position";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await reader.ReadAsync())
            found.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), EventJson.Options)!);
        return found;
    }
}
