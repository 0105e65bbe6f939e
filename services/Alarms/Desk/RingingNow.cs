using SmartCity.Alarms.Records;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Kernel.Http;

namespace SmartCity.Alarms.Desk;

/// <summary>What rings, read once for the banner, the bell, the badge and the desk of all who may see the same.</summary>
internal sealed record RingingNow : ILiveReading<Ringing>
{
    public const string Path = $"/api/{AlarmsModule.RouteName}/v1";
    private const int Most = 100;

    public string Key => "alarms.ringing";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public TimeSpan Longest => TimeSpan.FromSeconds(5);

    public async Task<Answer<Ringing>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var summary = await api.GetAsync<SummaryView>(Path + "/summary", cancellation);
        if (!summary.Done)
            return new(null, summary.Refused);
        var ringing = await api.GetAsync<Page<AlarmView>>($"{Path}/alarms?ringing=true&limit={Most}", cancellation);
        return ringing.Done ? new(new(summary.Value!, ringing.Value!.Items), null) : new(null, ringing.Refused);
    }
}

/// <summary>What rings: how many, and the most urgent of them.</summary>
internal sealed record Ringing(SummaryView Summary, IReadOnlyList<AlarmView> Alarms)
{
    public int Count => Summary.RingingEmergencies + Summary.RingingAlarms;
}

/// <summary>How many alarms ring, beside the desk's entry.</summary>
internal sealed class RingingBadge : IDeskBadge
{
    private readonly RingingNow reading = new();

    public string Key => "alarms.badge";

    public IReadOnlyList<Lane> Lanes => reading.Lanes;

    public async Task<Answer<BadgeView?>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var summary = await api.GetAsync<SummaryView>(RingingNow.Path + "/summary", cancellation);
        return new(summary.Value is { } now ? new(now.RingingEmergencies + now.RingingAlarms, Tone.Alarm) : null, summary.Refused);
    }
}
