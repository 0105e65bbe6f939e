using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Http;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>What an entry of the register must be. Pure; names every mistake.</summary>
internal static class StationRules
{
    private static readonly int[] MinuteIntervals = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];

    public static IReadOnlyList<FieldError> Mistakes(string mn, StationRequest request)
    {
        var mistakes = new List<FieldError>();
        void Want(bool holds, string field, string expected)
        {
            if (!holds)
                mistakes.Add(new(field, expected));
        }
        Want(mn.Length is >= 1 and <= 32 && mn.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'), "mn", "1 to 32 letters, digits, - _ .");
        Want(request.Name is { Length: >= 1 and <= 100 }, "name", "1 to 100 characters");
        Want(request.SystemCode is { Length: >= 1 and <= 8 }, "systemCode", "ST of HJ 212, for example 22 (air quality), 32 (waste water), 23 (noise)");
        Want(Divisions.Find(request.Division) is not null, "division", "a six-digit code of a division of Hengyang, for example 430481");
        Want(request.Longitude is >= -180 and <= 180, "longitude", "WGS-84 longitude in degrees");
        Want(request.Latitude is >= -90 and <= 90, "latitude", "WGS-84 latitude in degrees");
        Want(request.Edition is null or "2005" or "2017" or "2025", "edition", "2005, 2017 or 2025");
        Want(request.Crc is null || Variant(request.Crc) is not null, "crc", "standard or modbus");
        Want(request.Password is null || request.Password.Length is >= 1 and <= 9 && request.Password.All(char.IsAsciiLetterOrDigit), "password", "up to nine letters and digits, six by the standard");
        Want(request.Units is null || request.Units.Count <= 200 && request.Units.All(unit => unit.Key.Length is > 0 and <= 20 && unit.Value.Length is > 0 and <= 20), "units", "factor code to unit, for example {\"a34004\": \"µg/m³\"}");
        Want(request.RealtimeSeconds is null or >= 30 and <= 3600, "realtimeSeconds", "30 to 3600");
        Want(request.MinuteMinutes is null || MinuteIntervals.Contains(request.MinuteMinutes.Value), "minuteMinutes", $"one of {string.Join(", ", MinuteIntervals)}");
        return mistakes;
    }

    /// <summary>The entry of a request without mistakes.</summary>
    public static StationEntry Entry(StationRequest request) => new(
        request.Name!, request.SystemCode!, request.Division!, request.Longitude!.Value, request.Latitude!.Value,
        request.Edition switch { "2005" => Hj212Edition.Edition2005, "2025" => Hj212Edition.Edition2025, _ => Hj212Edition.Edition2017 },
        Variant(request.Crc ?? "standard")!.Value, request.Password, request.ChecksPassword,
        (request.Units ?? new Dictionary<string, string>()).ToDictionary(unit => unit.Key, unit => Units.Normal(unit.Value)), request.RealtimeSeconds, request.MinuteMinutes);

    private static Hj212CrcVariant? Variant(string name) => name switch
    {
        "standard" => Hj212CrcVariant.Standard,
        "modbus" => Hj212CrcVariant.Modbus,
        _ => null,
    };
}
