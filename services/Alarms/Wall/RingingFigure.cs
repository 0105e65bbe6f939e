using SmartCity.Alarms.Desk;
using SmartCity.Alarms.Records;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;

namespace SmartCity.Alarms.Wall;

/// <summary>How many alarms ring, and how many are being dealt with.</summary>
internal sealed class RingingFigure(TimeProvider clock) : IFigure
{
    public string Key => "alarms.figure";

    public Words Name => ("报警", "Alarms");

    public string Module => AlarmsModule.RouteName;

    public int Order => 50;

    public string Address => "/desk/alarms";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var summary = await api.GetAsync<SummaryView>(RingingNow.Path + "/summary", cancellation);
        return summary.Done ? new(View(summary.Value!, clock.GetUtcNow()), null) : new(null, summary.Refused);
    }

    private static FigureView View(SummaryView now, DateTimeOffset at)
    {
        var ringing = now.RingingEmergencies + now.RingingAlarms;
        return new(ringing.ToString(System.Globalization.CultureInfo.InvariantCulture), ("起待确认", "ring"), ringing > 0 ? Tone.Alarm : Tone.Good, new(("本节点报警台", "this node's alarms"), at, TimeSpan.FromMinutes(1)))
        {
            Parts =
            [
                Part(("紧急", "Emergencies"), now.RingingEmergencies, Tone.Alarm),
                Part(("报警", "Alarms"), now.RingingAlarms, Tone.Alarm),
                Part(("已确认、未结束", "Acknowledged, not over"), now.Acknowledged, Tone.Warning),
                Part(("已结束、无人确认", "Over, seen by nobody"), now.OverUnseen, Tone.Notice),
            ],
        };
    }

    private static FigurePart Part(Words name, int count, Tone tone) => new(name, count.ToString(System.Globalization.CultureInfo.InvariantCulture), count > 0 ? tone : Tone.Neutral);
}
