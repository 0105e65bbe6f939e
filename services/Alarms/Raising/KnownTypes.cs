using System.Collections.Frozen;
using System.Text.Json;

namespace SmartCity.Alarms.Raising;

/// <summary>The urgent event types of this build and those that end what they began. A type that is not here rings under its own name.</summary>
internal static class KnownTypes
{
    private const string ExceedanceMatter = "exceedances/{exceedanceId}";

    // The last frame before the silence stands in both events: each silence is a matter of its own.
    private const string SilenceMatter = "silences/{stationId}/";

    private static readonly FrozenDictionary<string, KnownType> ByName = new KnownType[]
    {
        new("environment.limit-exceeded.v1", "环境超标", "Limit exceeded",
            "{stationName}：{factorName}超标，{value} {unit}（限值 {limit}）", "{stationName}: {factorName} over its limit, {value} {unit} (limit {limit})")
        { Matter = ExceedanceMatter, Lasts = true, Once = true },
        new("environment.exceedance-ended.v1", "超标结束", "Exceedance ended", "超标结束：{stationId}", "Exceedance ended: {stationId}")
        { Matter = ExceedanceMatter, Ends = true, Once = true },
        new("environment.station-silent.v1", "监测站失联", "Station silent",
            "{stationName}：{lastFrameAt:time} 起没有数据", "{stationName}: no data since {lastFrameAt:time}")
        { Matter = SilenceMatter + "{lastFrameAt:instant}", Lasts = true, Once = true },
        new("environment.station-back.v1", "监测站恢复", "Station back", "{stationName}：恢复上报", "{stationName}: data again")
        { Matter = SilenceMatter + "{silentSince:instant}", Ends = true, Once = true },
        new("federation.link-state-changed.v1", "链路状态", "Link state", "{peer:division}链路{state:link}", "Link to {peer:place}: {state}")
        { Part = "{direction} {linkLane}", Kind = LinkTrouble, Lasts = true, Detail = "detail" },
        new("federation.batch-refused.v1", "拒收数据批次", "Batch refused",
            "拒收{peer:division}的一批事件：{problem}", "A batch of {peer:place} was refused: {problem}")
        { Matter = "{$subject}/{problem}", Detail = "detail" },
        new("federation.gap-found.v1", "台账缺口", "Ledger gap",
            "与{peer:division}的台账第 {block} 块不符：发出 {sent}，收到 {received}", "Ledger of {peer:place}, block {block}: {sent} sent, {received} received")
        { Matter = "{$subject}/gap/{ledgerLane}/{block}" },
        new("federation.node-revoked.v1", "节点停用", "Node revoked", "节点{nodeId:division}已被停用：{reason}", "Node {nodeId:place} was revoked: {reason}"),
        new("federation.restore-declared.v1", "恢复声明", "Restore declared", "{division:division}声明数据库已恢复：{reason}", "{division:place} declared a restore: {reason}"),
        new("platform.alarm-drilled.v1", "线路演练（报警）", "Line drill (alarm)", "线路演练（报警级），{division:division}", "Line drill (alarm), {division:place}"),
        new("platform.emergency-drilled.v1", "线路演练（紧急）", "Line drill (emergency)", "线路演练（紧急级），{division:division}", "Line drill (emergency), {division:place}"),
    }.ToFrozenDictionary(type => type.Type, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<KnownType> All => ByName.Values.OrderBy(type => type.Type, StringComparer.Ordinal);

    /// <summary>Null when this build has no words for it.</summary>
    public static KnownType? Find(string type) => ByName.GetValueOrDefault(type);

    /// <summary>What somebody says of a type that has no words: its name.</summary>
    public static KnownType Unknown(string type) => new(type, type, type, "未知类型的紧急事件：" + type, "Urgent event of a type unknown here: " + type);

    // A link that is asked to go slower works: that is how it catches up.
    private static string? LinkTrouble(JsonElement data) =>
        data.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String && state.GetString() is { Length: > 0 and <= 40 } name
            ? name is "Flowing" or "Throttled" ? null : name
            : "Unknown";
}
