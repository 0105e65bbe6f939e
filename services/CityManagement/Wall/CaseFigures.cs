using System.Globalization;
using SmartCity.CityManagement.Desk;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;

namespace SmartCity.CityManagement.Wall;

/// <summary>What figures of cases share.</summary>
internal abstract class CaseFigure(Freshness freshness) : IFigure
{
    public abstract string Key { get; }

    public abstract Words Name { get; }

    public abstract int Order { get; }

    public string Module => CityManagementModule.RouteName;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(1);

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var summary = await api.GetAsync<CaseSummaryView>($"/api/{CityManagementModule.RouteName}/v1/case-summary", cancellation);
        return summary.Done
            ? new(View(summary.Value!, await freshness.OfAllAsync(api, ("各区县案件", "cases of all divisions"), TimeSpan.FromMinutes(3), cancellation)), null)
            : new(null, summary.Refused);
    }

    protected abstract FigureView View(CaseSummaryView cases, Evidence evidence);
}

/// <summary>Open cases and where they stand.</summary>
internal sealed class OpenCasesFigure(Freshness freshness) : CaseFigure(freshness)
{
    public override string Key => "city-management.open";

    public override Words Name => ("未结案件", "Open cases");

    public override int Order => 100;

    protected override FigureView View(CaseSummaryView cases, Evidence evidence) =>
        new(Show.Number(cases.Open), ("件", ""), cases.Overdue > 0 ? Tone.Warning : Tone.Good, evidence)
        {
            Parts =
            [
                new(("超期", "Overdue"), Show.Number(cases.Overdue), cases.Overdue > 0 ? Tone.Warning : Tone.Neutral, Share(cases.Overdue, cases.Open)),
                .. cases.States.Select(state => new FigurePart((state.Name, CaseWords.State(state.State).English), Show.Number(state.Count), Tone.Neutral, Share(state.Count, cases.Open))),
            ],
        };

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>Reported and closed by the hour.</summary>
internal sealed class CaseFlowFigure(Freshness freshness) : CaseFigure(freshness)
{
    public override string Key => "city-management.flow";

    public override Words Name => ("24 小时案件", "Cases in 24 hours");

    public override int Order => 110;

    protected override FigureView View(CaseSummaryView cases, Evidence evidence)
    {
        var (reported, closed) = (cases.Hours.Sum(hour => hour.Reported), cases.Hours.Sum(hour => hour.Closed));
        return new(Show.Number(reported), ("件上报", "reported"), Tone.Neutral, evidence)
        {
            Chart = new(Charts.Lines(cases.Hours.Select(hour => Show.Local(hour.Hour).ToString("HH:mm", CultureInfo.InvariantCulture)),
                ("上报", cases.Hours.Select(hour => (double?)hour.Reported)), ("结案", cases.Hours.Select(hour => (double?)hour.Closed))),
                ($"24 小时内上报 {reported} 件，结案 {closed} 件", $"{reported} reported and {closed} closed in 24 hours")),
        };
    }
}

/// <summary>Open cases by division.</summary>
internal sealed class CasesByDivisionFigure(Freshness freshness) : CaseFigure(freshness)
{
    public override string Key => "city-management.divisions";

    public override Words Name => ("区县未结案件", "Open cases by division");

    public override int Order => 120;

    protected override FigureView View(CaseSummaryView cases, Evidence evidence) => new(Show.Number(cases.Divisions.Count), ("个区县有未结案件", "divisions with open cases"), Tone.Neutral, evidence)
    {
        Parts = [.. cases.Divisions.Take(6).Select(division => new FigurePart((division.Name, Divisions.Find(division.Division)?.EnglishName ?? division.Name), Show.Number(division.Count), division.Overdue > 0 ? Tone.Warning : Tone.Neutral, (double)division.Count / cases.Divisions[0].Count))],
    };
}
