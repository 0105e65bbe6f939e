using System.Collections.Frozen;
using static SmartCity.CityManagement.Cases.CaseState;

namespace SmartCity.CityManagement.Cases;

/// <summary>What can be done to a case.</summary>
internal enum CaseAction : byte
{
    Accept,
    Refuse,
    Establish,
    Dispatch,
    Return,
    Handle,
    Verify,
    Rework,
    Close,
    Void,
    Urge,
    Suspend,
    Resume,
    Postpone,
    ProposeDuplicates,
    ConfirmDuplicate,
    RejectDuplicate,
    MarkOverdue,
}

/// <summary>The two axes, those who do the work, and the node itself.</summary>
internal enum Centre : byte
{
    /// <summary>监督中心: takes in, verifies, closes.</summary>
    Supervision,

    /// <summary>指挥中心: dispatches, grants time.</summary>
    Command,

    /// <summary>The person or department responsible.</summary>
    Responsible,

    /// <summary>The node by itself; nobody may ask for it.</summary>
    Node,
}

/// <summary>Who does an action, with which right, and in which states.</summary>
internal sealed record CaseRule(CaseAction Action, string Chinese, Centre Centre, string Right, params CaseState[] From);

/// <summary>The life cycle as a table: 上报 → 受理 → 立案 → 派遣 → 处置 → 核查 → 结案, and its side ways.</summary>
internal static class CaseRules
{
    private static readonly CaseState[] Open = [Reported, Accepted, Established, Dispatched, Suspended, Handled, Verified];
    private static readonly CaseState[] BeforeHandled = [Reported, Accepted, Established, Dispatched, Suspended];

    public static IReadOnlyList<CaseRule> All { get; } =
    [
        new(CaseAction.Accept, "受理", Centre.Supervision, "accept", Reported),
        new(CaseAction.Refuse, "不予受理", Centre.Supervision, "accept", Reported, Accepted),
        new(CaseAction.Establish, "立案", Centre.Supervision, "establish", Accepted),
        new(CaseAction.Dispatch, "派遣", Centre.Command, "dispatch", Established),
        new(CaseAction.Return, "退单", Centre.Responsible, "handle", Dispatched),
        new(CaseAction.Handle, "处置", Centre.Responsible, "handle", Dispatched),
        new(CaseAction.Verify, "核查通过", Centre.Supervision, "verify", Handled),
        new(CaseAction.Rework, "返工", Centre.Supervision, "verify", Handled),
        new(CaseAction.Close, "结案", Centre.Supervision, "close", Verified),
        new(CaseAction.Void, "作废", Centre.Supervision, "void", Open),
        new(CaseAction.Urge, "督办", Centre.Supervision, "urge", Open),
        new(CaseAction.Suspend, "挂账", Centre.Command, "suspend", Dispatched),
        new(CaseAction.Resume, "恢复", Centre.Command, "suspend", Suspended),
        new(CaseAction.Postpone, "延期", Centre.Command, "postpone", Dispatched),
        new(CaseAction.ProposeDuplicates, "疑似重复", Centre.Node, "", BeforeHandled),
        new(CaseAction.ConfirmDuplicate, "确认重复", Centre.Supervision, "accept", BeforeHandled),
        new(CaseAction.RejectDuplicate, "排除重复", Centre.Supervision, "accept", BeforeHandled),
        new(CaseAction.MarkOverdue, "超期", Centre.Node, "", Dispatched),
    ];

    private static readonly FrozenDictionary<CaseAction, CaseRule> ByAction = All.ToFrozenDictionary(rule => rule.Action);

    public static CaseRule Of(CaseAction action) => ByAction[action];

    /// <summary>What somebody can do to a case as it stands.</summary>
    public static IEnumerable<CaseRule> Next(Case it) => All.Where(rule => rule.Centre != Centre.Node && rule.From.Contains(it.State)
        && (rule.Action is not (CaseAction.ConfirmDuplicate or CaseAction.RejectDuplicate) || it.Doubts.Count > 0));

    public static string Chinese(CaseState state) => state switch
    {
        Reported => "待受理",
        Accepted => "待立案",
        Refused => "不予受理",
        Established => "待派遣",
        Dispatched => "处置中",
        Suspended => "挂账",
        Handled => "待核查",
        Verified => "待结案",
        Closed => "已结案",
        _ => "已作废",
    };

    /// <summary>As settings, routes and answers write it: <c>confirm-duplicate</c>.</summary>
    public static string Name(CaseAction action) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(action.ToString());

    public static string Name(CaseState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
