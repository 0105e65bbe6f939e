using SmartCity.Alarms.Desk;
using SmartCity.Alarms.Records;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.Kernel.Http;

namespace SmartCity.Alarms.Wall;

/// <summary>Alarms with a place that are not over.</summary>
internal sealed class OpenAlarms(TimeProvider clock) : IWallLayer
{
    private const int Most = 500;

    public string Key => "alarms.layer";

    public string Id => "alarms";

    public Words Name => ("报警", "Alarms");

    public string Module => AlarmsModule.RouteName;

    public int Order => 900;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    // Banner and figure are there within a second; the map follows.
    public TimeSpan Shortest => TimeSpan.FromSeconds(1);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var found = new List<AlarmView>();
        foreach (var filter in (string[])["ringing=true", "state=acknowledged"])
        {
            var page = await api.GetAsync<Page<AlarmView>>($"{RingingNow.Path}/alarms?{filter}&limit={Most}", cancellation);
            if (!page.Done)
                return new(null, page.Refused);
            found.AddRange(page.Value!.Items);
        }
        return new(new([.. found.Where(alarm => alarm is { Longitude: not null, Latitude: not null }).Select(Point)], new(("本节点报警台", "this node's alarms"), clock.GetUtcNow(), TimeSpan.FromMinutes(1))), null);
    }

    private static LayerPoint Point(AlarmView alarm) => new(alarm.Id, alarm.Longitude!.Value, alarm.Latitude!.Value, AlarmWords.Tone(alarm), alarm.Title,
        $"{alarm.DivisionName} · {AlarmWords.State(alarm).Chinese}", $"/desk/alarms/alarms/{alarm.Id}");
}
