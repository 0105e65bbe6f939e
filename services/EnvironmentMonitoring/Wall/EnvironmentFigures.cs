using System.Globalization;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Stations;

namespace SmartCity.EnvironmentMonitoring.Wall;

/// <summary>How many stations speak.</summary>
internal sealed class StationsFigure(Freshness freshness) : IFigure
{
    public string Key => "environment.stations";

    public Words Name => ("监测设备在线", "Devices speaking");

    public string Module => "environment";

    public int Order => 200;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(2);

    public TimeSpan Longest => TimeSpan.FromSeconds(10);

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var stations = await api.GetAsync<Page<StationView>>($"/api/environment/v1/stations?limit={Cursor.MaxLimit}", cancellation);
        if (!stations.Done)
            return new(null, stations.Refused);
        var tones = stations.Value!.Items.Select(StationLayer.ToneOf).ToList();
        var (speaking, silent, never) = (tones.Count(tone => tone == Tone.Good), tones.Count(tone => tone == Tone.Alarm), tones.Count(tone => tone == Tone.Unknown));
        return new(new FigureView($"{speaking}/{tones.Count}", ("台", ""), silent > 0 ? Tone.Warning : Tone.Good, await freshness.OfAllAsync(api, ("各区县监测站", "stations of all divisions"), TimeSpan.FromMinutes(3), cancellation))
        {
            Parts = [Part(("在线", "Speaking"), speaking, Tone.Good), Part(("静默", "Silent"), silent, Tone.Warning), Part(("从未上报", "Never heard"), never, Tone.Unknown)],
        }, null);

        FigurePart Part(Words name, int count, Tone tone) => new(name, Show.Number(count), count > 0 ? tone : Tone.Neutral, tones.Count == 0 ? 0 : (double)count / tones.Count);
    }
}

/// <summary>Limits that are exceeded now.</summary>
internal sealed class ExceedancesFigure(Freshness freshness) : IFigure
{
    public string Key => "environment.exceedances";

    public Words Name => ("环境超标", "Limits exceeded");

    public string Module => "environment";

    public int Order => 210;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public TimeSpan Shortest => TimeSpan.FromSeconds(1);

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var open = await api.GetAsync<Page<ExceedanceEndpoints.ExceedanceView>>("/api/environment/v1/exceedances?open=true&limit=200", cancellation);
        if (!open.Done)
            return new(null, open.Refused);
        var items = open.Value!.Items;
        return new(new FigureView(Show.Number(items.Count) + (open.Value.Next is null ? "" : "+"), ("起进行中", "under way"), items.Count > 0 ? Tone.Alarm : Tone.Good,
            await freshness.OfAllAsync(api, ("各区县监测站", "stations of all divisions"), TimeSpan.FromMinutes(3), cancellation))
        {
            Parts = [.. items.Take(5).Select(item => new FigurePart(($"{Divisions.Find(item.Division)?.Name} {item.FactorName}", $"{Divisions.Find(item.Division)?.EnglishName} {item.Factor}"),
                string.Create(CultureInfo.InvariantCulture, $"{item.Peak:0.###}/{item.Limit:0.###} {item.Unit}"), Tone.Alarm))],
        }, null);
    }
}

/// <summary>The index of every division.</summary>
internal sealed class AirFigure(TimeProvider clock, NodeInfo node) : IFigure
{
    public string Key => "environment.air";

    public Words Name => ("空气质量指数", "Air quality index");

    public string Module => "environment";

    public int Order => 220;

    public IReadOnlyList<Lane> Lanes => [];

    public TimeSpan Longest => TimeSpan.FromSeconds(30);

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var air = await api.GetAsync<Page<LatestAirEndpoint.LatestAir>>("/api/environment/v1/air-quality", cancellation);
        return air.Done ? new(View(DivisionAir.Of(air.Value!.Items, clock.GetUtcNow()), air.Value!.Items), null) : new(null, air.Refused);
    }

    private FigureView View(IReadOnlyList<DivisionAir> divisions, IReadOnlyList<LatestAirEndpoint.LatestAir> air)
    {
        var evidence = DivisionAir.Evidence(air, divisions, node);
        if (divisions.MaxBy(division => division.Aqi) is not { } worst)
            return new("—", ("尚无整点数据", "no full hour yet"), Tone.Unknown, evidence);
        return new(worst.Aqi.ToString(CultureInfo.InvariantCulture), ($"最高 · {worst.Name} {worst.Class}", $"highest, {English(worst.Code)}"), worst.Aqi > 150 ? Tone.Alarm : worst.Aqi > 100 ? Tone.Warning : Tone.Good, evidence)
        {
            Chart = new(Charts.Bars(divisions.Select(division => (division.Name, (double?)division.Aqi, (string?)division.Colour))),
                (string.Join("，", divisions.Select(division => $"{division.Name} {division.Aqi}")), string.Join(", ", divisions.Select(division => $"{English(division.Code)} {division.Aqi}")))),
        };
    }

    private static string English(string code) => Divisions.Find(code)?.EnglishName ?? code;
}
