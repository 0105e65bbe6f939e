using System.Globalization;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;

namespace SmartCity.EnvironmentMonitoring.Wall;

/// <summary>The air quality index of each division, in the colours of HJ 633, and its figure with a chart.</summary>
internal sealed class AirLayer(TimeProvider clock, NodeInfo node) : IWallLayer
{
    public string Key => "environment.air.layer";

    public string Id => "air";

    public Words Name => ("空气质量", "Air quality");

    public string Module => "environment";

    public int Order => 20;

    public IReadOnlyList<Lane> Lanes => [];

    public TimeSpan Longest => TimeSpan.FromSeconds(30);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var air = await api.GetAsync<Page<LatestAirEndpoint.LatestAir>>("/api/environment/v1/air-quality", cancellation);
        if (!air.Done)
            return new(null, air.Refused);
        var worst = DivisionAir.Of(air.Value!.Items, clock.GetUtcNow());
        return new(new([], DivisionAir.Evidence(air.Value!.Items, worst, node))
        {
            Divisions = [.. worst.Select(division => new LayerDivision(division.Code, Tone.Neutral, "AQI " + division.Aqi.ToString(CultureInfo.InvariantCulture)) { Colour = division.Colour })],
        }, null);
    }
}

/// <summary>The air of a division: the mean index of its stations in their last hour.</summary>
internal sealed record DivisionAir(string Code, string Name, int Aqi, string Colour, string Class)
{
    // An index is told once an hour, some minutes after it.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(2.5);

    public static IReadOnlyList<DivisionAir> Of(IReadOnlyList<LatestAirEndpoint.LatestAir> air, DateTimeOffset now) =>
    [
        .. air.Where(station => station.Aqi is not null && now - station.Hour < TimeSpan.FromHours(6)).GroupBy(station => station.Division).Select(group =>
        {
            var aqi = (int)Math.Round(group.Average(station => station.Aqi!.Value));
            var level = AirQuality.AqiLevel.Of(aqi);
            return new DivisionAir(group.Key, Divisions.Find(group.Key)?.Name ?? group.Key, aqi, level.Rgb, level.Class);
        }).OrderBy(division => division.Code),
    ];

    /// <summary>The city expects all divisions to tell; a county knows of its own alone.</summary>
    public static Evidence Evidence(IReadOnlyList<LatestAirEndpoint.LatestAir> air, IReadOnlyList<DivisionAir> divisions, NodeInfo node) =>
        new(("空气自动站小时值", "hourly values of air stations"), air.Count == 0 ? null : air.Min(station => station.Hour).AddHours(1), Stale)
        {
            Told = divisions.Count(division => Counts(Divisions.Find(division.Code))),
            Expected = Divisions.All.Count(division => Counts(division) && (node.Id == Divisions.Hengyang || node.IsHomeOf(division.Code))),
            Of = ("个区县", "divisions"),
        };

    // The parks have stations too, and are no divisions of the state.
    private static bool Counts(Division? division) => division?.Kind is not (DivisionKind.PrefectureCity or DivisionKind.Park or null);
}
