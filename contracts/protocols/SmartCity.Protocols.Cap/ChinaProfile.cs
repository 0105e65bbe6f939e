using System.Collections.Immutable;
using System.Globalization;

namespace SmartCity.Protocols.Cap;

/// <summary>What a conversion could not carry over.</summary>
/// <param name="Path">Where it stood in the source.</param>
/// <param name="What">What it was, and what stands in its place if anything.</param>
public sealed record ConversionLoss(string Path, string What);

/// <summary>A converted alert and all it lost.</summary>
/// <typeparam name="T">The target.</typeparam>
/// <param name="Value">The target; its own rules still apply when it is written.</param>
/// <param name="Lost">Empty when everything was carried over.</param>
public sealed record Conversion<T>(T Value, ImmutableArray<ConversionLoss> Lost);

/// <summary>Names and codes the two profiles do not share, to be set by the site.</summary>
public sealed record ChinaProfileOptions
{
    /// <summary>The defaults.</summary>
    public static ChinaProfileOptions Default { get; } = new();

    /// <summary>14 digits used when a CAP sender is no sender code.</summary>
    public string SenderCode { get; init; } = "43040000000000";

    /// <summary>
    /// Event types of the national classification and their names. 11B01 stands in a public training text; the others are
    /// unconfirmed and to be completed from the site's copy of the classification.
    /// </summary>
    public IReadOnlyDictionary<string, string> EventNames { get; init; } = new Dictionary<string, string> { ["11B01"] = "台风", ["11B03"] = "暴雨" };

    /// <summary>First characters of event types and the CAP category they fall under; the longest that fits counts, Other if none.</summary>
    public IReadOnlyDictionary<string, CapCategory> Categories { get; init; } = new Dictionary<string, CapCategory>
    {
        ["11A"] = CapCategory.Met, ["11B"] = CapCategory.Met, ["11C"] = CapCategory.Geo, ["11D"] = CapCategory.Geo, ["11"] = CapCategory.Env,
        ["11G"] = CapCategory.Fire, ["12"] = CapCategory.Safety, ["13"] = CapCategory.Health, ["14"] = CapCategory.Security,
    };

    internal CapCategory CategoryOf(string eventType) => Categories
        .Where(pair => eventType.StartsWith(pair.Key, StringComparison.Ordinal))
        .OrderByDescending(pair => pair.Key.Length).Select(pair => pair.Value).FirstOrDefault(CapCategory.Other);
}

/// <summary>What both directions of the conversion share.</summary>
internal static class ChinaProfile
{
    public const string Code = "CN-PROFILE";
    public const string ClassificationCode = "secClassification:";
    public const string EventCodeName = "GB/T 35965";
    public const string ColourName = "color";
    public const string MethodName = "method:";

    private static readonly (ChinaColour Colour, CapSeverity Severity)[] Colours =
    [
        (ChinaColour.Red, CapSeverity.Extreme), (ChinaColour.Orange, CapSeverity.Severe), (ChinaColour.Yellow, CapSeverity.Moderate),
        (ChinaColour.Blue, CapSeverity.Minor), (ChinaColour.Unknown, CapSeverity.Unknown),
    ];

    public static CapSeverity Severity(ChinaColour colour) => Colours.First(pair => pair.Colour == colour).Severity;

    public static ChinaColour Colour(CapSeverity severity) => Colours.First(pair => pair.Severity == severity).Colour;

    /// <summary>GB/T 2260 codes have 6 digits; longer ones are of GB/T 10114.</summary>
    public static string GeocodeName(string code) => code.Length == 6 ? "GB/T 2260" : "GB/T 10114";

    public static bool IsGeocode(CapPair geocode) => geocode.ValueName == GeocodeName(geocode.Value);

    /// <summary>Sender and time stand inside an identifier of the profile.</summary>
    public static CapReference? Reference(string identifier)
    {
        bool formed = ChinaWarningWriter.Identifier().IsMatch(identifier);
        return formed && DateTime.TryParseExact(identifier.AsSpan(15, 14), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            && time.Year > 1
            ? new CapReference(identifier[..14], identifier, new DateTimeOffset(time, TimeSpan.FromHours(8)))
            : null;
    }
}
