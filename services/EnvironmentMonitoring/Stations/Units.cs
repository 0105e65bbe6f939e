using SmartCity.Protocols.Hj212.Factors;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>Units of measurement: what a point sends, and how concentrations convert.</summary>
internal static class Units
{
    private const string AirStation = "22";

    // Stations of ambient air send what GB 3095 and HJ 633 are written in; the standard's table B.2 says ng/m³ for particles
    // and mg/m³ for gases, which no such station sends.
    private static readonly Dictionary<string, string> OfAirStations = new()
    {
        ["a34004"] = "µg/m³", ["a34002"] = "µg/m³", ["a34001"] = "µg/m³", ["a21026"] = "µg/m³", ["a21004"] = "µg/m³",
        ["a21003"] = "µg/m³", ["a21002"] = "µg/m³", ["a05024"] = "µg/m³", ["a21005"] = "mg/m³",
    };

    private static readonly Dictionary<string, decimal> Grams = new()
    {
        ["ng"] = 0.000_000_001m, ["µg"] = 0.000_001m, ["mg"] = 0.001m, ["g"] = 1m, ["kg"] = 1000m,
    };

    /// <summary>The unit of a factor's values: the station's setting, else the node's, else the field's custom, else the standard's; empty when nobody knows.</summary>
    public static string Of(string factor, string systemCode, IReadOnlyDictionary<string, string> station, IDictionary<string, string> settings) =>
        Normal(station.TryGetValue(factor, out var own) ? own
            : settings.TryGetValue(factor, out var set) ? set
            : systemCode == AirStation && OfAirStations.TryGetValue(factor, out var custom) ? custom
            : Hj212Factors.Find(factor)?.Unit ?? "");

    /// <summary>Unit of a factor's totals, null when there is none.</summary>
    public static string? OfTotal(string factor) => Hj212Factors.Find(factor)?.TotalUnit is { } unit ? Normal(unit) : null;

    /// <summary>Brings a value into another unit; null when the two do not measure the same.</summary>
    public static decimal? Convert(decimal value, string from, string to)
    {
        (from, to) = (Normal(from), Normal(to));
        if (from == to)
            return value;
        var (mass, per) = Split(from);
        var (otherMass, otherPer) = Split(to);
        return per is not null && per == otherPer && Grams.TryGetValue(mass, out var has) && Grams.TryGetValue(otherMass, out var wants)
            ? value * has / wants
            : null;
    }

    /// <summary>One spelling: the micro sign, superscripts, no spaces.</summary>
    public static string Normal(string unit)
    {
        unit = unit.Trim().Replace('μ', 'µ').Replace("m3", "m³", StringComparison.Ordinal);
        return unit.StartsWith("ug/", StringComparison.Ordinal) ? "µ" + unit[1..] : unit;
    }

    private static (string Mass, string? Per) Split(string unit) =>
        unit.IndexOf('/') is > 0 and var slash ? (unit[..slash], unit[slash..]) : (unit, null);
}
