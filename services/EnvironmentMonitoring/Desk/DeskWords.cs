using SmartCity.Contracts.Codes;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Desks;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>What the pages call things that the API names by codes.</summary>
internal static class DeskWords
{
    public const string Api = "/api/environment/v1";

    public const string Address = "/desk/environment";

    // System codes of HJ 212 (table of ST), by what people call such a station.
    private static readonly Dictionary<string, Words> Systems = new()
    {
        ["21"] = ("地表水", "Surface water"), ["22"] = ("空气质量", "Air quality"), ["23"] = ("声环境", "Noise"), ["24"] = ("地下水", "Groundwater"),
        ["25"] = ("土壤", "Soil"), ["27"] = ("挥发性有机物", "VOC"), ["31"] = ("大气污染源", "Air pollution source"), ["32"] = ("水污染源", "Water pollution source"),
        ["33"] = ("地下水污染源", "Groundwater source"), ["36"] = ("噪声源", "Noise source"), ["37"] = ("振动", "Vibration"), ["38"] = ("放射性", "Radioactive"),
        ["39"] = ("工地扬尘", "Construction dust"), ["41"] = ("电磁环境", "Electromagnetic"), ["44"] = ("用电监控", "Electricity use"), ["51"] = ("烟气工况", "Flue-gas process"), ["52"] = ("污水工况", "Wastewater process"),
    };

    private static readonly Dictionary<string, Words> Flags = new()
    {
        ["N"] = ("正常", "normal"), ["F"] = ("停运", "stopped"), ["M"] = ("维护", "maintenance"), ["S"] = ("手工输入", "entered by hand"), ["D"] = ("故障", "fault"),
        ["C"] = ("校准", "calibration"), ["T"] = ("超量程", "beyond range"), ["B"] = ("通讯异常", "communication lost"),
    };

    private static readonly Dictionary<string, Words> Kinds = new()
    {
        ["real-time"] = ("实时", "Real-time"), ["minute"] = ("分钟", "Minute"), ["hour"] = ("小时", "Hour"), ["day"] = ("日", "Day"),
    };

    /// <summary>The kinds of reading that have curves.</summary>
    public static IReadOnlyList<string> CurveKinds { get; } = ["real-time", "minute", "hour", "day"];

    /// <summary>The systems of HJ 212, by code.</summary>
    public static IEnumerable<KeyValuePair<string, Words>> AllSystems => Systems;

    public static Words System(string code) => Systems.TryGetValue(code, out var words) ? words : ($"ST={code}", $"ST={code}");

    public static Words Kind(string kind) => Kinds.TryGetValue(kind, out var words) ? words : (kind, kind);

    public static Words Division(string code) => Divisions.Find(code) is { } division ? (division.Name, division.EnglishName) : (code, code);

    /// <summary>The divisions of the city, for filters.</summary>
    public static IReadOnlyList<Division> AllDivisions => Divisions.All;

    /// <summary>What a value's mark says, and whether it counts.</summary>
    public static (Tone Tone, Words Words) Mark(FactorReading value) => value switch
    {
        { OverLimit: true } => (Tone.Alarm, ("超限", "over the limit")),
        { Valid: true } => (Tone.Good, ("有效", "valid")),
        { Flag: { } flag } => (Tone.Warning, Flags.TryGetValue(flag, out var words) ? words : (flag, flag)),
        _ => (Tone.Unknown, ("无值", "no value")),
    };

    /// <summary>How a station is, with the evidence for it.</summary>
    public static (Tone Tone, Words Words) State(Stations.StationView station) => station switch
    {
        { SilentSince: not null } => (Tone.Alarm, ("无数据", "silent")),
        { LastFrameAt: null } => (Tone.Unknown, ("尚未上报", "never heard")),
        { Connected: false } => (Tone.Warning, ("未连接", "not on a line")),
        { Connected: true } => (Tone.Good, ("在线", "on line")),
        _ => (Tone.Good, ("有数据", "heard")),
    };
}
