using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Faults.Site;
using SmartCity.TestKit;

namespace SmartCity.Faults.Watching;

/// <summary>
/// Looks at what the nodes say of themselves, five times a second, as long as the faults go on. A lane that says "flowing" while
/// its acknowledged position stands still over a backlog lies; so does a node that says "healthy" when it must know better.
/// </summary>
internal sealed class TruthWatch(FaultSite site)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(12);
    private readonly Dictionary<string, (long Acknowledged, long Since)> lanes = new(StringComparer.Ordinal);
    private readonly List<string> lies = [];

    public IReadOnlyList<string> Lies
    {
        get
        {
            lock (lies)
                return [.. lies];
        }
    }

    /// <summary>How often something was seen that could have been a lie.</summary>
    public int Looks { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await LinksAsync(site.County) is { } links)
                foreach (var lane in UpLanes(links))
                    Judge(lane);
            else
                // Who does not answer says nothing; what it says afterwards is judged anew.
                lanes.Clear();
            Looks++;
            await Task.Delay(Every, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until something is said that must be said; when it is not, that is a lie.</summary>
    public async Task MustSayAsync(string what, Func<Task<bool>> look, TimeSpan within)
    {
        var began = Stopwatch.StartNew();
        while (began.Elapsed < within)
        {
            try
            {
                if (await look())
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
            {
                // No answer is no lie.
                return;
            }
            await Task.Delay(100);
        }
        Add($"within {within.TotalSeconds:0} s it was not said that {what}");
    }

    public static async Task<JsonElement?> LinksAsync(NodeProgram node)
    {
        try
        {
            return await node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/links");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or ObjectDisposedException)
        {
            return null;
        }
    }

    public static IEnumerable<JsonElement> UpLanes(JsonElement links) => links.EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray()).Where(lane => Text(lane, "direction") == "up");

    public static bool Flows(JsonElement lane) => Text(lane, "state") == "flowing";

    public static long Number(JsonElement lane, string name) => lane.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    public static async Task<string> HealthAsync(NodeProgram node) => Text(await node.Http.GetFromJsonAsync<JsonElement>("/health"), "status");

    /// <summary>The entries of a node's health.</summary>
    public static async Task<List<(string Name, string Status)>> PartsAsync(NodeProgram node) =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("parts").EnumerateArray().Select(part => (Text(part, "name"), Text(part, "status")))];

    private void Judge(JsonElement lane)
    {
        var name = Text(lane, "lane");
        var (acknowledged, backlog, now) = (Number(lane, "acknowledged"), Number(lane, "backlogEvents"), Stopwatch.GetTimestamp());
        if (!lanes.TryGetValue(name, out var before) || before.Acknowledged != acknowledged || backlog == 0 || !Flows(lane))
            lanes[name] = (acknowledged, now);
        else if (Stopwatch.GetElapsedTime(before.Since) > StandsStill)
        {
            Add($"lane {name} says flowing, and {acknowledged} stands still with {backlog} events waiting");
            lanes[name] = (acknowledged, now);
        }
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";

    private void Add(string lie)
    {
        lock (lies)
            lies.Add(lie);
    }
}
