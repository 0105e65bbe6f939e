using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Faults.Site;
using SmartCity.Simulators.Hj212;
using SmartCity.TestKit;

namespace SmartCity.Faults.Load;

/// <summary>
/// Work that goes on whatever happens: drills in all four lanes at the county, stations that upload and now and then exceed, the
/// city urging a case of the county, and a partner at the city's broker. What was accepted is counted; what was refused or not answered is not.
/// </summary>
internal sealed class SiteLoad(FaultSite site)
{
    private const int Stations = 3;
    private readonly int[] drilled = new int[Lanes.All.Count];
    private readonly List<Hj212Station> devices = [];
    private volatile bool paused;
    private string? urged;

    /// <summary>Who reads and tells at the city's broker.</summary>
    public BusPartner Partner { get; } = new(site.Rabbit);

    /// <summary>Drilled events a lane whose acceptance the county said.</summary>
    public IReadOnlyList<int> Drilled => drilled;

    /// <summary>Uploads the county acknowledged.</summary>
    public long Uploads => devices.Sum(device => device.Acknowledged);

    /// <summary>Holds new work back, so that what was made can be counted.</summary>
    public bool Paused
    {
        set => Partner.Paused = paused = value;
    }

    /// <summary>Registers the stations, and opens the case that the city will urge.</summary>
    public async Task PrepareAsync()
    {
        for (var number = 1; number <= Stations; number++)
        {
            var mn = string.Create(CultureInfo.InvariantCulture, $"{FaultSite.CountyId}5AFF{number:D14}");
            await MustAsync(await site.County.Http.PutAsJsonAsync("/api/environment/v1/stations/" + mn, new
            {
                name = $"故障试验站{number}", systemCode = "22", division = FaultSite.CountyId, longitude = 112.85 + number * 0.01, latitude = 26.42, password = "123456",
            }));
            await MustAsync(await site.County.Http.PutAsJsonAsync($"/api/environment/v1/stations/{mn}/limits/a34004/real-time", new { limit = 150, unit = "µg/m³" }));
            // Only what we have them upload, so that no two readings bear the same second.
            devices.Add(new(new Hj212StationOptions
            {
                Port = site.StationPort, Mn = mn, Seed = number, RealtimeInterval = TimeSpan.FromHours(1), ReconnectDelay = TimeSpan.FromMilliseconds(500), OverTime = TimeSpan.FromSeconds(2), AnnouncesRestart = false,
            }, TimeProvider.System));
        }
        var opened = await MustAsync(await site.County.Http.PostAsJsonAsync("/api/city-management/v1/cases", new
        {
            kind = "occurrence", @class = "01", subClass = "002", description = "故障试验", division = FaultSite.CountyId, longitude = 112.9, latitude = 26.5, source = "handheld", sourceId = "faults",
        }));
        urged = opened.GetProperty("id").GetString();
        foreach (var action in (string[])["accept", "establish", "dispatch"])
            await MustAsync(await site.County.Http.PostAsJsonAsync($"/api/city-management/v1/cases/{urged}/{action}", new { text = action, responsible = "R1", responsibleName = "张三", responsibleKind = "person" }));
        await Eventually.True("the city knows the case", async () => (await site.City.Http.GetAsync($"/api/city-management/v1/cases/{urged}?home={FaultSite.CountyId}")).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
    }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll([
        Partner.RunAsync(stop), .. devices.Select(device => device.RunAsync(stop)), UploadAsync(stop), UrgeAsync(stop), .. Lanes.All.Select(lane => DrillAsync(lane, stop))]);

    private async Task DrillAsync(Lane lane, CancellationToken stop)
    {
        const int Count = 5;
        await EachAsync(TimeSpan.FromMilliseconds(250), async () =>
        {
            using var answer = await site.County.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = lane.ToString(), count = Count }, stop);
            if (answer.IsSuccessStatusCode)
                Interlocked.Add(ref drilled[(int)lane], Count);
        }, stop);
    }

    private Task UploadAsync(CancellationToken stop)
    {
        var turn = 0;
        // Devices date their data to the second.
        return EachAsync(TimeSpan.FromSeconds(1.05), () =>
        {
            if (turn++ % 4 == 0)
                devices[turn % devices.Count].Force("a34004", 180 + turn % 40, TimeSpan.FromSeconds(2));
            devices.ForEach(device => device.UploadNow());
            return Task.CompletedTask;
        }, stop);
    }

    private Task UrgeAsync(CancellationToken stop) => EachAsync(TimeSpan.FromSeconds(1),
        async () => (await site.City.Http.PostAsJsonAsync($"/api/city-management/v1/cases/{urged}/urge?home={FaultSite.CountyId}", new { text = "督办" }, stop)).Dispose(), stop);

    private async Task EachAsync(TimeSpan period, Func<Task> act, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!paused)
                try
                {
                    await act();
                }
                catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
                {
                    // What is killed does not answer: that is the fault, not ours.
                }
            await Task.Delay(period, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<JsonElement> MustAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, $"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
