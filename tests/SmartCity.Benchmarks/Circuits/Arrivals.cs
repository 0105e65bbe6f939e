using System.Net.Http.Json;
using SmartCity.Benchmarks.Node;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>What arrives at the city while pages are open: readings of stations, case reports, and alarms, some hundred events a second.</summary>
internal sealed class Arrivals(HttpClient city, Stations stations, int rate)
{
    private const int CasesPerSecond = 4;
    private readonly List<(int Number, DateTimeOffset Sent)> alarms = [];
    private readonly Lock gate = new();
    private int sent;

    /// <summary>Frames and reports sent so far.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Each alarm and when the frame that raises it was sent; there is one in a second and a half, until every station had one.</summary>
    public IReadOnlyList<(int Number, DateTimeOffset Sent)> Alarms
    {
        get
        {
            lock (gate)
                return [.. alarms];
        }
    }

    /// <summary>Goes on until it is ended.</summary>
    public async Task GoOnAsync(CancellationToken cancellation)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tenth = 0; await tick.WaitForNextTickAsync(cancellation).AsTask().ContinueWith(ticked => ticked.IsCompletedSuccessfully, TaskScheduler.Default); tenth++)
        {
            for (var number = tenth % 10; number < rate; number += 10)
                await SendAsync(number);
            if (tenth % 10 < CasesPerSecond)
                await ReportAsync(tenth);
        }
    }

    // Again and again another station is over its limit, and stays there: an alarm rings, and none ends.
    private Task SendAsync(int number)
    {
        Interlocked.Increment(ref sent);
        lock (gate)
        {
            if (alarms.Count == number && (alarms.Count == 0 || TimeProvider.System.GetUtcNow() - alarms[^1].Sent > TimeSpan.FromSeconds(1.5)))
                alarms.Add((number + 1, TimeProvider.System.GetUtcNow()));
            return stations.SendAsync(number, number < alarms.Count ? 180 : 20);
        }
    }

    private async Task ReportAsync(int number)
    {
        Interlocked.Increment(ref sent);
        using var answer = await city.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "occurrence", @class = "01", subClass = "001", description = $"路灯不亮 {number}", division = "430405", source = "patrol", longitude = 112.62, latitude = 26.90 });
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"A case was refused: {await answer.Content.ReadAsStringAsync()}");
    }
}
