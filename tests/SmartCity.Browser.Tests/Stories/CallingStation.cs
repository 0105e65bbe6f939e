using System.Net.Http.Json;
using SmartCity.Simulators.Hj212;

namespace SmartCity.Browser.Tests.Stories;

/// <summary>An air station of the county, registered there and calling by HJ 212 over a socket of its own.</summary>
internal sealed class CallingStation : IAsyncDisposable
{
    public const string Pm25 = "a34004";
    private readonly CancellationTokenSource stop = new();
    private readonly Hj212Station device;
    private readonly Task running;
    private Task uploading = Task.CompletedTask;

    private CallingStation(Hj212Station device, string name)
    {
        (this.device, Name) = (device, name);
        running = device.RunAsync(stop.Token);
    }

    public string Name { get; }

    /// <summary>Registers it in the middle of a grid that somebody answers for, and waits for its first acknowledged upload.</summary>
    public static async Task<CallingStation> StartAsync(CitySite site, string name)
    {
        // Each in a grid of its own: two cases at one place are taken for the same.
        var grids = (await site.CountyApi.ReadAsync($"/api/city-management/v1/grids/search?division={CitySite.County}&limit=100")).GetProperty("items");
        var grid = grids[Random.Shared.Next(grids.GetArrayLength())].GetProperty("centre");
        var mn = $"{CitySite.County}5ABB{Random.Shared.Next():D14}";
        var made = await site.CountyApi.PutAsJsonAsync($"/api/environment/v1/stations/{mn}", new
        {
            name, systemCode = "22", division = CitySite.County, longitude = grid.GetProperty("longitude").GetDouble(), latitude = grid.GetProperty("latitude").GetDouble(), password = "123456",
        });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var station = new CallingStation(new(new() { Port = site.CountyHj212Port, Mn = mn, AnnouncesRestart = false, ReconnectDelay = TimeSpan.FromSeconds(1) }, TimeProvider.System), name);
        station.device.UploadNow();
        for (var tries = 0; station.device.Acknowledged == 0; tries++)
        {
            Assert.True(tries < 600, "the county acknowledged no upload of the station within a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        return station;
    }

    /// <summary>Measures 180 µg/m³, where 75 is the limit, and uploads every second from now on.</summary>
    public void Exceed(TimeSpan duration)
    {
        device.Force(Pm25, 180, duration);
        device.UploadNow();
        uploading = UploadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running, uploading);
        stop.Dispose();
    }

    // Devices date their data to the second.
    private async Task UploadAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(1050, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            device.UploadNow();
        }
    }
}
