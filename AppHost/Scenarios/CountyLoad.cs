using System.Globalization;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Sample;
using SmartCity.Contracts;
using SmartCity.Simulators.Hj212;

namespace SmartCity.AppHost.Scenarios;

/// <summary>
/// Work at one county in all four lanes: frames of real HJ 212 lines (Bulk), exceedances among them (Alarm), reports from
/// handhelds (Normal), and line drills in every lane for the rest of the rate; Emergency has nothing else yet.
/// </summary>
internal sealed class CountyLoad
{
    private const int Stations = 6;
    private const int TurnsOfASecond = 4;
    private static readonly TimeSpan ExceedEvery = TimeSpan.FromSeconds(6);
    private readonly Story story;
    private readonly string county;
    private readonly NodeApi api;
    private readonly List<SampleStation> stations;

    public CountyLoad(Story story, string county, string run)
    {
        (this.story, this.county) = (story, county);
        api = story.County(county);
        var air = story.City.Sample!.Stations.First(station => station.Division == county && station.SystemCode == "22");
        stations = [.. Enumerable.Range(1, Stations).Select(number => air with
        {
            Mn = string.Create(CultureInfo.InvariantCulture, $"{county}5AFF{number:D14}"),
            Name = $"负载站{number}{SampleCity.Mark}",
            Seed = air.Seed + number,
        })];
        Handhelds = new(api, story.City.Sample, county, run);
    }

    public HandheldLoad Handhelds { get; }

    /// <summary>Uploads of the stations that the county acknowledged.</summary>
    public long Uploads { get; private set; }

    /// <summary>Drilled events the county accepted.</summary>
    public long Drilled { get; private set; }

    /// <summary>Enters the stations in the county's register.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => SampleStations.RegisterAsync(stations, story.City.Plan, story.City.Api, cancellation);

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var devices = stations.ConvertAll(station => SampleStations.Device(station, story.City.Plan, story.Clock,
            options => options with { ReconnectDelay = TimeSpan.FromSeconds(1), AnnouncesRestart = false }));
        await Task.WhenAll([
            .. devices.Select(device => device.RunAsync(cancellation)),
            UploadAsync(devices, cancellation), ReportAsync(cancellation), .. Lanes.All.Select(lane => DrillAsync(lane, cancellation))]);
        Uploads = devices.Sum(device => device.Acknowledged);
    }

    private async Task UploadAsync(List<Hj212Station> devices, CancellationToken cancellation)
    {
        // Devices date their data to the second.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.05), story.Clock);
        var last = story.Clock.GetTimestamp();
        for (var turn = 0; await NextAsync(timer, cancellation); turn++)
        {
            if (story.Clock.GetElapsedTime(last) > ExceedEvery)
            {
                devices[turn % devices.Count].Force("a34004", 180 + turn % 40, TimeSpan.FromSeconds(2));
                last = story.Clock.GetTimestamp();
            }
            devices.ForEach(device => device.UploadNow());
        }
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), story.Clock);
        while (await NextAsync(timer, cancellation))
            await TryAsync(() => Handhelds.ReportAsync(cancellation));
    }

    private async Task DrillAsync(Lane lane, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TurnsOfASecond), story.Clock);
        var count = Math.Max(1, story.Options.LoadPerSecond / TurnsOfASecond);
        while (await NextAsync(timer, cancellation))
            if (await TryAsync(() => api.PostAsync("/api/platform/v1/drills", new { lane = lane.ToString(), count }, cancellation)))
                Drilled += count;
    }

    // A county that is killed and comes back is part of the story; what it did not accept is not counted.
    private async Task<bool> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or ApiFailure or OperationCanceledException)
        {
            if (failure is ApiFailure)
                story.Timeline.Add(county, failure.Message, "http", ok: false);
            return false;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
