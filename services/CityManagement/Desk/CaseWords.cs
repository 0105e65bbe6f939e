using SmartCity.CityManagement.Cases;
using SmartCity.Desks;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Desk;

/// <summary>Cases in the words of both languages, and how they stand out.</summary>
internal static class CaseWords
{
    /// <summary>States in the order of a case's life.</summary>
    public static IReadOnlyList<string> Open { get; } = ["reported", "accepted", "established", "dispatched", "suspended", "handled", "verified"];

    public static Words State(string state) => state switch
    {
        "reported" => ("待受理", "To accept"),
        "accepted" => ("待立案", "To establish"),
        "refused" => ("不予受理", "Refused"),
        "established" => ("待派遣", "To dispatch"),
        "dispatched" => ("处置中", "Being handled"),
        "suspended" => ("挂账", "Suspended"),
        "handled" => ("待核查", "To verify"),
        "verified" => ("待结案", "To close"),
        "closed" => ("已结案", "Closed"),
        "voided" => ("已作废", "Voided"),
        _ => (state, state),
    };

    public static Tone Tone(string state) => state switch
    {
        "closed" => Desks.Tone.Good,
        "refused" or "voided" => Desks.Tone.Neutral,
        "suspended" => Desks.Tone.Notice,
        _ => Desks.Tone.Notice,
    };

    /// <summary>How a row of a list stands out.</summary>
    public static Tone Row(CaseView it) => IsOver(it.State) ? Desks.Tone.Neutral : it.Clock.Overdue ? Desks.Tone.Alarm : it.Urgent ? Desks.Tone.Warning : Desks.Tone.Neutral;

    public static bool IsOver(string state) => state is "closed" or "refused" or "voided";

    public static Words Kind(string kind) => kind == CaseKinds.Component ? ("部件", "Component") : kind == CaseKinds.Occurrence ? ("事件", "Occurrence") : ("", "");

    /// <summary>Class and sub-class with their national code.</summary>
    public static string Class(CaseView it, Language language) => language == Language.English && English(it) is { } english ? english : $"{it.Class}·{it.SubClass} {(it.MainClassName is null || it.MainClassName == it.ClassName ? "" : it.MainClassName + " / ")}{it.ClassName ?? "未列入分类"}";

    private static string? English(CaseView it)
    {
        var table = it.Kind == CaseKinds.Component ? Classification.Components : Classification.Occurrences;
        return table.Find(it.Class, it.SubClass) is { } entry ? $"{it.Class}·{it.SubClass} {entry.EnglishName}" : null;
    }

    public static Words Unit(string? unit) => unit switch
    {
        "workingHours" => ("工作时", "working hours"),
        "workingDays" => ("工作日", "working days"),
        "naturalHours" => ("小时", "hours"),
        "naturalDays" => ("天", "days"),
        _ => ("", ""),
    };

    public static Words Action(string action) => action switch
    {
        "accept" => ("受理", "Accept"),
        "refuse" => ("不予受理", "Refuse"),
        "establish" => ("立案", "Establish"),
        "dispatch" => ("派遣", "Dispatch"),
        "return" => ("退单", "Return"),
        "handle" => ("处置完毕", "Handled"),
        "verify" => ("核查通过", "Verified"),
        "rework" => ("返工", "Rework"),
        "close" => ("结案", "Close"),
        "void" => ("作废", "Void"),
        "urge" => ("督办", "Urge"),
        "suspend" => ("挂账", "Suspend"),
        "resume" => ("恢复计时", "Resume"),
        "postpone" => ("延期", "Postpone"),
        "confirm-duplicate" => ("确认重复", "Confirm duplicate"),
        "reject-duplicate" => ("排除重复", "Reject duplicate"),
        _ => (action, action),
    };

    public static Words Step(LineView line) => line.What switch
    {
        "case-reported" => ("上报", "Reported"),
        "case-accepted" => ("受理", "Accepted"),
        "case-refused" => ("不予受理", "Refused"),
        "case-established" => ("立案", "Established"),
        "case-dispatched" => ("派遣", "Dispatched"),
        "case-returned" => ("退单", "Returned"),
        "case-handled" => ("处置", "Handled"),
        "case-suspended" => ("挂账", "Suspended"),
        "case-resumed" => ("恢复", "Resumed"),
        "case-postponed" => ("延期", "Postponed"),
        "case-overdue" => ("超期", "Overdue"),
        "case-verified" => ("核查通过", "Verified"),
        "case-rework-ordered" => ("返工", "Rework ordered"),
        "case-closed" => ("结案", "Closed"),
        "case-voided" => ("作废", "Voided"),
        "case-urged" => ("督办", "Urged"),
        "case-duplicate-proposed" => ("疑似重复", "Possible duplicate"),
        "case-duplicate-confirmed" => ("确认重复", "Duplicate confirmed"),
        "case-duplicate-rejected" => ("排除重复", "Duplicate rejected"),
        _ => (line.Name, line.What),
    };

    public static Words Centre(string centre) => centre switch
    {
        "supervision" => ("监督中心", "supervision centre"),
        "command" => ("指挥中心", "command centre"),
        _ => ("责任单位", "whoever is responsible"),
    };

    public static Words Source(string source) => source switch
    {
        "handheld" => ("城管通", "Handheld"),
        "desk" => ("值班台", "Desk"),
        "hotline" => ("热线", "Hotline"),
        "exceedance" => ("环境监测超标", "Exceedance"),
        _ => (source, source),
    };

    public static Words Request(string outcome) => outcome switch
    {
        "waiting" => ("等待归属节点答复", "Waiting for the home"),
        "accepted" => ("已执行", "Done"),
        "refused" => ("被拒绝", "Refused"),
        _ => ("已过期", "Expired"),
    };

    public static Tone RequestTone(string outcome) => outcome switch { "waiting" => Desks.Tone.Notice, "accepted" => Desks.Tone.Good, "refused" => Desks.Tone.Alarm, _ => Desks.Tone.Warning };
}
