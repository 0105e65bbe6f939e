using Microsoft.AspNetCore.Components;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Desk.Parts;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Desks;
using SmartCity.Desks.Lists;
using SmartCity.Desks.Live;
using SmartCity.Desks.Shown;

namespace SmartCity.CityManagement.Desk;

public sealed partial class CasesPage
{
    private static readonly string[] StateFilters = ["state", "open", "overdue", "urgent"];
    private IReadOnlyDictionary<string, string?> query = new Dictionary<string, string?> { ["open"] = "true" };
    private LiveValue<CaseCountsView> counts = new(null, null, null);
    private IReadOnlyList<Line> lines = [];
    private IReadOnlyList<Column<CaseView>> columns = [];

    protected override void OnInitialized()
    {
        columns = Columns();
        Watch<CaseCountsView>(CaseApi.Root + "/cases/counts", value => counts = value, Lane.Alarm, Lane.Normal);
        if (Operator.Holds("federation", "read"))
            Watch<IReadOnlyList<Line>>(Line.Path, value => lines = value.Value ?? []);
    }

    private IReadOnlyList<Column<CaseView>> Columns() =>
    [
        new("id", ("案件号", "Case"), it => it.Id) { Width = "12.5rem" },
        new("state", ("状态", "State"), it => T(CaseWords.State(it.State))) { Width = "8.5rem", Template = it => Mark(CaseWords.Tone(it.State), T(CaseWords.State(it.State))) },
        new("clock", ("时限", "Clock"), it => it.Clock.Deadline) { Width = "11rem", Text = it => T(CaseClock.Say(it).Words), Template = it => Mark(CaseClock.Say(it).Tone, T(CaseClock.Say(it).Words)) },
        new("urges", ("督办", "Urged"), it => it.Counts.Urges) { Width = "4.5rem", IsNumber = true, Text = it => it.Counts.Urges == 0 ? "" : $"{it.Counts.Urges}" },
        new("class", ("类别", "Class"), it => CaseWords.Class(it, Language)) { Width = "17rem" },
        new("description", ("描述", "Description"), it => it.Description),
        new("home", ("归属", "Home"), it => HomeName(it)) { Width = "11rem", Template = Home },
        new("responsible", ("责任人", "Responsible"), it => it.Responsible?.Name ?? it.Responsible?.Id) { Width = "9rem" },
        new("reported", ("上报时间", "Reported"), it => it.ReportedAt) { Width = "7.5rem" },
        new("updated", ("最近步骤", "Last step"), it => it.UpdatedAt) { Width = "7.5rem" },
    ];

    private static RenderFragment Mark(Tone tone, string text) => builder =>
    {
        builder.OpenComponent<ToneMark>(0);
        builder.AddComponentParameter(1, nameof(ToneMark.Tone), tone);
        builder.AddComponentParameter(2, nameof(ToneMark.Text), text);
        builder.CloseComponent();
    };

    // The home is named where it is another node; whether its line is cut as well.
    private RenderFragment Home(CaseView it) => builder =>
    {
        var cut = !it.IsHere && lines.Any(line => line.Node == it.Home && line.IsCut);
        if (cut)
            builder.AddContent(0, Mark(Tone.Alarm, T($"{it.HomeName} 断线", $"{HomeName(it)}, cut")));
        else
            builder.AddContent(1, HomeName(it));
    };

    private RenderFragment Chip(string name, int? count, Tone tone, params (string Key, string Value)[] filter) => builder =>
    {
        var chosen = StateFilters.All(key => Value(key) == filter.FirstOrDefault(one => one.Key == key).Value);
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "class", $"chip {(chosen ? "is-chosen" : "")} {Show.Class(tone)}");
        builder.AddAttribute(2, "aria-pressed", chosen ? "true" : "false");
        builder.AddAttribute(3, "onclick", EventCallback.Factory.Create(this, () => Choose(filter)));
        builder.AddContent(4, name);
        if (count is not null)
        {
            builder.OpenElement(5, "b");
            builder.AddContent(6, count.Value);
            builder.CloseElement();
        }
        builder.CloseElement();
    };

    private string HomeName(CaseView it) => it.IsHere ? T(it.DivisionName, Divisions.Find(it.Division)?.EnglishName ?? it.DivisionName) : T(it.HomeName, Divisions.Find(it.Home)?.EnglishName ?? it.HomeName);

    private string Name(DivisionCountView division) => Language == Language.English ? Divisions.Find(division.Code)?.EnglishName ?? division.Name : division.Name;

    // Divisions with something open, other nodes, and the one looked at; the rest is one sentence.
    private IEnumerable<DivisionCountView> Tiles(CaseCountsView all) =>
        all.Divisions.Where(division => division.Open > 0 || !division.IsHere || lines.Any(line => line.Node == division.Code) || division.Code == Value("division"))
            .OrderByDescending(division => division.Overdue).ThenByDescending(division => division.Open).ThenBy(division => division.Code, StringComparer.Ordinal);

    private string Subtitle() => counts.Value is { } all
        ? T($"未结 {all.Open} 件，其中超期 {all.Overdue} 件、紧急 {all.Urgent} 件（督办、超期或 4 小时内到期）", $"{all.Open} open, {all.Overdue} overdue, {all.Urgent} urgent (urged, late or due within 4 hours)")
        : T("正在统计…", "Counting…");

    private string? Value(string key) => query.GetValueOrDefault(key);

    private void Set(string key, string? value) => query = new Dictionary<string, string?>(query) { [key] = value };

    private void Toggle(string key, string value) => Set(key, Value(key) == value ? null : value);

    private void Choose((string Key, string Value)[] filter)
    {
        var after = new Dictionary<string, string?>(query.Where(pair => !StateFilters.Contains(pair.Key)));
        foreach (var (key, value) in filter)
            after[key] = value;
        query = after;
    }

    private void Take(IReadOnlyDictionary<string, string?> saved) => query = saved;
}
