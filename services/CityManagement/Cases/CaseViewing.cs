using System.Text.Json;
using SmartCity.CityManagement.Requests;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Rights;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Cases;

/// <summary>Cases as answers.</summary>
internal static class CaseViewing
{
    public static CaseView View(Case it, string here, DateTimeOffset now, CaseLimits limits) => new(
        it.Id, it.Home, it.Home == here, it.Home == here ? now : it.UpdatedAt, CaseRules.Name(it.State), CaseRules.Chinese(it.State),
        it.Division, it.Kind, it.Class, it.SubClass, ClassName(it), it.Level, it.Description,
        it is { Longitude: { } longitude, Latitude: { } latitude } ? new Position(longitude, latitude) : null,
        it.Grid, it.Community, it.Component, it.Source, it.SourceId, it.Reporter, it.ReportedAt,
        it.Responsible is null ? null : new(it.Responsible, it.ResponsibleName, it.ResponsibleKind), Clock(it, now, limits),
        new(it.Urges, it.Returns, it.Reworks, it.Postponements), it.Result, it.Note, it.DuplicateOf, it.Doubts, it.LastStep, it.UpdatedAt, it.Step)
    {
        HomeName = NodeName(it.Home),
        DivisionName = Divisions.Find(it.Division)?.Name ?? it.Division,
        MainClassName = Table(it).Find(it.Class)?.Name,
        Urgent = !it.IsOver && (it.Urges > 0 || it.Overdue || it.State == CaseState.Dispatched && it.Deadline < now + CaseQuery.Soon),
    };

    /// <summary>Nodes are called by the division whose code they bear.</summary>
    public static string NodeName(string node) => Divisions.Find(node)?.Name ?? node;

    public static IReadOnlyList<NextView> Next(Case it, string here, Caller caller) =>
    [
        .. CaseRules.Next(it).Where(rule => it.Home == here || rule.Action is CaseAction.Urge or CaseAction.Void)
            .Select(rule => new NextView(CaseRules.Name(rule.Action), rule.Chinese, JsonNamingPolicy.CamelCase.ConvertName(rule.Centre.ToString()), rule.Right, it.Home != here,
                caller.Holds(CityManagementModule.RouteName, rule.Right, it.Division))),
    ];

    public static LineView View(CaseStepRow line)
    {
        using var data = JsonDocument.Parse(line.Data);
        // Done for a request of another node: the home writes that node before the account.
        var asked = data.RootElement.TryGetProperty("requestId", out var request) && request.ValueKind == JsonValueKind.String;
        var node = asked && line.By.IndexOf('/') is > 0 and var end ? line.By[..end] : line.Home;
        return new(line.Step, line.What, StepName(line.What), line.By, line.At, data.RootElement.Clone(), node, NodeName(node));
    }

    public static RequestView View(CaseRequest it, DateTimeOffset now) => new(
        it.Id, it.Action, it.Text, it.By, it.At, it.ValidUntil,
        it.Outcome == RequestOutcome.Waiting && now >= it.ValidUntil ? "expired" : JsonNamingPolicy.CamelCase.ConvertName(it.Outcome.ToString()), it.Detail, it.AnsweredAt);

    private static ClockView Clock(Case it, DateTimeOffset now, CaseLimits limits)
    {
        var running = it.State == CaseState.Dispatched;
        var counts = running || it.State == CaseState.Suspended;
        return new(it.Limit, it.Deadline, counts ? Math.Round(limits.Remaining(it, now).Amount, 2) : null, it.LimitUnit, running, it.Overdue || running && it.Deadline < now,
            running && it.Deadline < now ? Math.Round(limits.Late(it, now).Amount, 2) : null)
        {
            Counting = running && limits.Counts(it, now),
        };
    }

    private static string? ClassName(Case it)
    {
        var table = Table(it);
        return (table.Find(it.Class, it.SubClass) ?? table.Find(it.Class))?.Name;
    }

    private static Classification Table(Case it) => it.Kind == CaseKinds.Component ? Classification.Components : Classification.Occurrences;

    private static string StepName(string what) => what switch
    {
        "case-reported" => "上报",
        "case-accepted" => "受理",
        "case-refused" => "不予受理",
        "case-established" => "立案",
        "case-dispatched" => "派遣",
        "case-returned" => "退单",
        "case-handled" => "处置",
        "case-suspended" => "挂账",
        "case-resumed" => "恢复",
        "case-postponed" => "延期",
        "case-overdue" => "超期",
        "case-verified" => "核查通过",
        "case-rework-ordered" => "返工",
        "case-closed" => "结案",
        "case-voided" => "作废",
        "case-urged" => "督办",
        "case-duplicate-proposed" => "疑似重复",
        "case-duplicate-confirmed" => "确认重复",
        "case-duplicate-rejected" => "排除重复",
        _ => what,
    };
}
