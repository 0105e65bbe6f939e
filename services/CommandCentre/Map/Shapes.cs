using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Codes;

namespace SmartCity.CommandCentre.Map;

/// <summary>What the map draws before anything lives on it: the divisions' boundaries and seats, and where tiles are.</summary>
internal sealed class Shapes(IOptions<CommandCentreOptions> options)
{
    private const long LargestFile = 16 << 20;
    private readonly Lazy<JsonObject> map = new(() => Make(options.Value));

    /// <summary><c>{schematic, features, seats, tiles, tilesBy}</c>, for the script of the wall.</summary>
    public JsonObject Map => map.Value;

    /// <summary>Whether boundaries are drawn from the seats, for want of a file.</summary>
    public bool IsSchematic => options.Value.Boundaries is null;

    private static JsonObject Make(CommandCentreOptions options) => new()
    {
        ["schematic"] = options.Boundaries is null,
        ["features"] = options.Boundaries is null ? SeatCells.Draw() : Read(options.Boundaries),
        ["seats"] = new JsonArray([.. Divisions.All.Where(division => division.Kind != DivisionKind.PrefectureCity).Select(division => (JsonNode)new JsonObject
        {
            ["code"] = division.Code, ["name"] = division.Name, ["english"] = division.EnglishName, ["longitude"] = division.Seat.Longitude, ["latitude"] = division.Seat.Latitude, ["park"] = division.Kind == DivisionKind.Park,
        })]),
        ["tiles"] = new JsonArray([.. options.Tiles.Select(tiles => (JsonNode)tiles)]),
        ["tilesBy"] = options.TilesBy,
    };

    private static JsonObject Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidOperationException($"CommandCentre:Boundaries: {path} has more than {LargestFile >> 20} MiB; simplify the boundaries.");
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            foreach (var feature in file["features"]!.AsArray())
            {
                var properties = feature!["properties"]!.AsObject();
                var code = (properties["code"] ?? properties["adcode"])?.ToString();
                if (Divisions.Find(code) is not { } division)
                    throw new InvalidOperationException($"CommandCentre:Boundaries: {path} holds a feature with the code '{code}'; expected the codes of the city's divisions, in a property code or adcode.");
                feature["properties"] = new JsonObject { ["code"] = division.Code, ["name"] = division.Name };
            }
            return file;
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException)
        {
            throw new InvalidOperationException($"CommandCentre:Boundaries: {path} is not a GeoJSON FeatureCollection: {exception.Message}");
        }
    }
}
