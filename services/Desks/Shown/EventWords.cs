using System.Collections.Frozen;

namespace SmartCity.Desks.Shown;

/// <summary>What people call an event's type. One that has no name here, of a newer build or a partner, is called what it is.</summary>
public static class EventWords
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alarms.alarm-acknowledged.v1"] = "报警已确认",
        ["alarms.alarm-closed.v1"] = "报警关闭",
        ["alarms.alarm-escalated.v1"] = "报警升级",
        ["alarms.alarm-noted.v1"] = "报警备注",
        ["alarms.alarm-raised.v1"] = "报警产生",
        ["alarms.alarm-repeated.v1"] = "报警再次发生",
        ["alarms.alarm-unanswered.v1"] = "报警无人应答",
        ["alarms.duty-list-imported.v1"] = "值班表导入",
        ["alarms.notification-failed.v1"] = "通知失败",
        ["alarms.notification-tested.v1"] = "通知测试",
        ["alarms.rules-changed.v1"] = "报警规则变更",
        ["bus.messages-discarded.v1"] = "总线消息放弃",
        ["city-management.case-accepted.v1"] = "案件受理",
        ["city-management.case-closed.v1"] = "案件结案",
        ["city-management.case-dispatched.v1"] = "案件派遣",
        ["city-management.case-duplicate-confirmed.v1"] = "案件重复确认",
        ["city-management.case-duplicate-proposed.v1"] = "案件疑似重复",
        ["city-management.case-duplicate-rejected.v1"] = "案件不重复",
        ["city-management.case-established.v1"] = "案件立案",
        ["city-management.case-handled.v1"] = "案件处置",
        ["city-management.case-overdue.v1"] = "案件超期",
        ["city-management.case-postponed.v1"] = "案件延期",
        ["city-management.case-refused.v1"] = "案件不予受理",
        ["city-management.case-reported.v1"] = "案件上报",
        ["city-management.case-request-refused.v1"] = "案件请求被拒",
        ["city-management.case-resumed.v1"] = "案件恢复",
        ["city-management.case-returned.v1"] = "案件退单",
        ["city-management.case-rework-ordered.v1"] = "案件返工",
        ["city-management.case-suspended.v1"] = "案件挂账",
        ["city-management.case-urge-requested.v1"] = "案件督办请求",
        ["city-management.case-urged.v1"] = "案件督办",
        ["city-management.case-verified.v1"] = "案件核查",
        ["city-management.case-void-requested.v1"] = "案件作废请求",
        ["city-management.case-voided.v1"] = "案件作废",
        ["city-management.component-changed.v1"] = "部件变更",
        ["city-management.components-imported.v1"] = "部件导入",
        ["environment.air-quality-reported.v1"] = "空气质量小时报",
        ["environment.data-gap-filled.v1"] = "数据缺口补齐",
        ["environment.data-gap-found.v1"] = "发现数据缺口",
        ["environment.exceedance-ended.v1"] = "超标结束",
        ["environment.limit-exceeded.v1"] = "环境超标",
        ["environment.limit-removed.v1"] = "限值取消",
        ["environment.limit-set.v1"] = "限值设定",
        ["environment.reading-reported.v1"] = "监测数据",
        ["environment.station-back.v1"] = "监测站恢复",
        ["environment.station-registered.v1"] = "监测站登记",
        ["environment.station-silent.v1"] = "监测站失联",
        ["federation.backfill-decided.v1"] = "补传决定",
        ["federation.batch-refused.v1"] = "拒收数据批次",
        ["federation.gap-found.v1"] = "台账缺口",
        ["federation.link-state-changed.v1"] = "链路状态变化",
        ["federation.node-enrolled.v1"] = "节点登记",
        ["federation.node-revoked.v1"] = "节点停用",
        ["federation.restore-declared.v1"] = "恢复声明",
        ["federation.sharing-policy-changed.v1"] = "共享决定变更",
        ["platform.action-audited.v1"] = "操作审计",
        ["platform.alarm-drilled.v1"] = "线路演练（报警）",
        ["platform.bulk-drilled.v1"] = "线路演练（批量）",
        ["platform.emergency-drilled.v1"] = "线路演练（紧急）",
        ["platform.events-dropped.v1"] = "过期事件删除",
        ["platform.normal-drilled.v1"] = "线路演练（一般）",
        ["platform.parked-events-discarded.v1"] = "搁置事件放弃",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name in the reader's language; English names are the types' own.</summary>
    public static string Of(string type, Language language) => language == Language.Chinese && Names.TryGetValue(type, out var name) ? name : type;

    /// <summary>Whether it has a Chinese name.</summary>
    public static bool Knows(string type) => Names.ContainsKey(type);
}
