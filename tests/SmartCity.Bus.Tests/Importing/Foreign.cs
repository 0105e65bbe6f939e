using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Bus.Tests.Importing;

/// <summary>What the waterworks, a partner on the site's broker, send.</summary>
internal static class Foreign
{
    public const string Source = "/waterworks";
    public const string Type = "environment.limit-exceeded.v1";

    /// <summary>A CloudEvent in structured mode; <paramref name="bend"/> spoils it.</summary>
    public static string Event(string id, Action<JsonObject>? bend = null, string source = Source, string station = "WW-1")
    {
        var whole = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = source,
            ["type"] = Type,
            ["time"] = "2026-11-25T09:30:00+08:00",
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject
            {
                ["exceedanceId"] = "X-" + id,
                ["stationId"] = station,
                ["stationName"] = "水厂出水口",
                ["factor"] = "w01018",
                ["factorName"] = "化学需氧量",
                ["value"] = 61.5,
                ["limit"] = 50,
                ["unit"] = "mg/L",
                ["division"] = BusNode.Id,
                ["longitude"] = 112.85,
                ["latitude"] = 26.42,
                ["at"] = "2026-11-25T09:30:00+08:00",
            },
        };
        bend?.Invoke(whole);
        return whole.ToJsonString();
    }

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
