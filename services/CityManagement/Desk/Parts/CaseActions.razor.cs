using System.Globalization;
using Microsoft.AspNetCore.Components;
using Radzen;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Grids;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Shown;

namespace SmartCity.CityManagement.Desk.Parts;

public sealed partial class CaseActions
{
    private static readonly string[] Forward = ["accept", "establish", "dispatch", "handle", "verify", "close", "resume"];

    // One key for an action on a case as it stands: a second click, or a second try after a cut line, does nothing twice.
    private readonly Dictionary<(int Step, string Action), string> keys = [];
    private IReadOnlyList<NextView> may = [];
    private NextView? main;
    private GridView? grid;
    private string? busy, done, lookedFor;
    private int doneAt;
    private long? doneTime;
    private Refused? refused;

    [Parameter, EditorRequired] public CaseDetail Detail { get; set; } = null!;

    [Inject] private DialogService Dialogs { get; set; } = null!;

    private CaseView It => Detail.Case;

    protected override async Task OnParametersSetAsync()
    {
        may = [.. Detail.Next.Where(next => next.Allowed)];
        main = may.FirstOrDefault(next => Forward.Contains(next.Action));
        if (It.Step > doneAt + 1)
            (done, refused) = (null, null);
        if (main?.Action == "dispatch" && lookedFor != It.Id && It.Position is { } at)
        {
            lookedFor = It.Id;
            grid = (await Api.GetAsync<GridView>(string.Create(CultureInfo.InvariantCulture, $"{CaseApi.Root}/grids/at?longitude={at.Longitude}&latitude={at.Latitude}"), Gone)).Value;
        }
    }

    /// <summary>Whether it needs no words: done by one click.</summary>
    private bool IsDirect(NextView next) => next.Action is "accept" or "establish" or "verify" or "close" or "resume" || next.Action == "dispatch" && Suggested is not null;

    // The home dispatches to whoever answers for the case's grid when nobody is named.
    private Responsible? Suggested => grid is not null && grid.Code == It.Grid ? grid.Responsible : null;

    private string MainWords(NextView next) => next.Action == "dispatch" && Suggested is { } who
        ? T($"派遣给 {who.Name}", $"Dispatch to {who.Name}")
        : T(CaseWords.Action(next.Action)) + (IsDirect(next) ? "" : "…");

    private string Urging() => It.Clock.Overdue
        ? T("案件已超期，请立即处置并反馈。", "The case is overdue: deal with it at once and report back.")
        : T("请加快办理并反馈进展。", "Please speed this up and report back.");

    private string Why() => CaseWords.IsOver(It.State)
        ? T("案件已办结，没有下一步。", "The case is over: nothing more is to be done.")
        : Detail.Next.FirstOrDefault(next => Forward.Contains(next.Action)) is { } next
            ? T($"下一步：{next.Name}，由{CaseWords.Centre(next.Centre).Chinese}办理。您的账号没有此项权限（{next.Right}）。", $"Next: {CaseWords.Action(next.Action).English}, by the {CaseWords.Centre(next.Centre).English}. Your account lacks the right {next.Right}.")
            : T("您的账号可以查看，不能办理此案件。", "You may look at this case and not act on it.");

    private Task StartAsync(NextView next) => IsDirect(next) ? DirectAsync(next, new { }) : AskAsync(next);

    private async Task DirectAsync(NextView next, object body)
    {
        // The second click of a double click may meet the button of the step after.
        if (doneTime is { } last && Clock.GetElapsedTime(last) < TimeSpan.FromSeconds(1))
            return;
        (busy, refused, done) = (next.Action, null, null);
        var place = (It.Step, next.Action);
        var key = keys.TryGetValue(place, out var drawn) ? drawn : keys[place] = NodeApi.NewKey();
        Took(next, await SendAsync(next, body, key));
        busy = null;
    }

    private async Task AskAsync(NextView next)
    {
        (refused, done) = (null, null);
        var title = T(CaseWords.Action(next.Action)) + (next.AsRequest ? T("申请", " (request)") : "") + " · " + It.Id;
        var asked = await OpenAsync(title, new Dictionary<string, object?>
        {
            [nameof(ActionDialog.Next)] = next,
            [nameof(ActionDialog.It)] = It,
            [nameof(ActionDialog.Suggested)] = Suggested?.Name,
            [nameof(ActionDialog.Send)] = (Func<object, string, Task<Refused?>>)(async (body, key) => await SendAsync(next, body, key)),
        });
        if (asked)
            Took(next, null);

        async Task<bool> OpenAsync(string heading, Dictionary<string, object?> parameters) =>
            await Dialogs.OpenAsync<ActionDialog>(heading, parameters, new DialogOptions { Width = "36rem", CloseDialogOnEsc = true, AutoFocusFirstElement = true }) is true;
    }

    private async Task<Refused?> SendAsync(NextView next, object body, string key) =>
        (await Api.PostAsync<object>(CaseApi.Act(It.Id, next.Action, It.Home), body, key, Gone)).Refused;

    private void Took(NextView next, Refused? why)
    {
        refused = why;
        if (why is not null)
            return;
        (doneAt, doneTime) = (It.Step, Clock.GetTimestamp());
        done = next.AsRequest
            ? T($"已向{It.HomeName}发出{CaseWords.Action(next.Action).Chinese}请求，结果见“本节点的请求”。", $"Asked {It.HomeName}; what comes of it stands under “Asked from here”.")
            : T($"已{CaseWords.Action(next.Action).Chinese}", $"{CaseWords.Action(next.Action).English}: done") + " · " + Show.Time(Clock.GetUtcNow());
    }
}
