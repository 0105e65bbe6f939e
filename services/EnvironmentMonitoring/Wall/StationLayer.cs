using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Http;

namespace SmartCity.EnvironmentMonitoring.Wall;

/// <summary>The stations on the map by whether they speak.</summary>
internal sealed class StationLayer(Freshness freshness) : IWallLayer
{
    public string Key => "environment.stations.layer";

    public string Id => "stations";

    public Words Name => ("监测设备", "Monitoring devices");

    public string Module => "environment";

    public int Order => 30;

    // Readings come in bulk: whether a station speaks is told in the other lanes, or read again by time.
    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(2);

    public TimeSpan Longest => TimeSpan.FromSeconds(10);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var stations = await api.GetAsync<Page<StationView>>($"/api/environment/v1/stations?limit={Cursor.MaxLimit}", cancellation);
        if (!stations.Done)
            return new(null, stations.Refused);
        var evidence = await freshness.OfAllAsync(api, ("各区县监测站", "stations of all divisions"), TimeSpan.FromMinutes(3), cancellation);
        return new(new([.. stations.Value!.Items.Select(Point)], evidence), null);
    }

    internal static Tone ToneOf(StationView station) => station.SilentSince is not null ? Tone.Alarm : station.LastFrameAt is null ? Tone.Unknown : Tone.Good;

    private static LayerPoint Point(StationView station) => new(station.StationId, station.Longitude, station.Latitude, ToneOf(station), station.Name,
        station.SilentSince is { } since ? $"静默自 {Show.Short(since)}" : $"最近数据 {Show.Short(station.LastFrameAt)}", $"/desk/environment/stations/{Uri.EscapeDataString(station.StationId)}");
}
