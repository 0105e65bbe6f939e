using SmartCity.CityManagement.Cases;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.Kernel.Http;

namespace SmartCity.CityManagement.Wall;

/// <summary>Open cases on the map.</summary>
internal sealed class CaseLayer(Freshness freshness) : IWallLayer
{
    private const int Most = 1000;

    public string Key => "city-management.cases.layer";

    public string Id => "cases";

    public Words Name => ("未结案件", "Open cases");

    public string Module => CityManagementModule.RouteName;

    public int Order => 40;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(1);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var cases = await api.GetAsync<Page<CaseView>>($"/api/{CityManagementModule.RouteName}/v1/cases?open=true&sort=updated&limit={Most}", cancellation);
        if (!cases.Done)
            return new(null, cases.Refused);
        var evidence = await freshness.OfAllAsync(api, ("各区县案件", "cases of all divisions"), TimeSpan.FromMinutes(3), cancellation);
        return new(new([.. cases.Value!.Items.Where(it => it.Position is not null).Select(Point)], evidence), null);
    }

    private static LayerPoint Point(CaseView it) => new($"{it.Home}/{it.Id}", it.Position!.Value.Longitude, it.Position.Value.Latitude,
        it.Clock.Overdue ? Tone.Alarm : it.State is "reported" or "accepted" or "established" ? Tone.Warning : Tone.Notice,
        $"{it.ClassName ?? it.Class} · {it.StateName}", $"{it.Id} {it.Responsible?.Name}", $"/desk/city-management/cases/{Uri.EscapeDataString(it.Id)}");
}
