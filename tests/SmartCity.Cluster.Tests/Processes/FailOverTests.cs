using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Processes;

/// <summary>One of two processes with the same module is lost; the other goes on within seconds, and nothing is done twice.</summary>
public sealed class FailOverTests
{
    private const string Lease = "deliver city-management.exceedances Alarm";
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    [Fact]
    public Task A_process_that_is_killed_is_replaced_by_the_other_within_ten_seconds_and_nothing_is_done_twice() => LoseAsync(process => process.Kill(), comesBack: false);

    [Fact]
    public Task A_process_that_falls_silent_is_replaced_and_when_it_comes_back_it_changes_nothing_and_ends() => LoseAsync(process => process.Freeze(), comesBack: true);

    private static async Task LoseAsync(Action<NodeProgram> lose, bool comesBack)
    {
        await using var cluster = await ClusterOfNode.CreateAsync();
        await cluster.StartAsync(("one", ["CityManagement"]), ("two", ["CityManagement"]));
        var cases = new List<string>();
        for (var number = 0; number < 20; number++)
            cases.Add(await ClusterOfNode.OpenCaseAsync(cluster.Processes[number % 2], number));
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(cluster, stop.Token);
        await Eventually.True("cases for exceedances", async () => (await cluster.EventsAsync("city-management.case-reported.v1")).Count > 60);
        var lost = await cluster.HolderAsync(Lease);
        var left = cluster.Processes.Single(process => process != lost);

        lose(lost);
        var since = Stopwatch.StartNew();
        var at = TimeProvider.System.GetUtcNow();
        // Its things: half of the cases were held by the lost process.
        var accepting = Task.WhenAll(cases.Select(id => AcceptAsync(left, id)));
        await Eventually.True("the other delivers", async () => (await cluster.EventsAsync("city-management.case-established.v1")).Any(done => done.RecordedTime > at.AddSeconds(1)), TimeSpan.FromSeconds(30));
        var deliveredAfter = since.Elapsed;
        await accepting;
        var thingsAfter = since.Elapsed;
        var seen = await Eventually.Get("that health names the silent process", async () =>
            (await ClusterOfNode.HealthAsync(left)).GetProperty("parts").EnumerateArray().Select(part => (Name: part.GetProperty("name").GetString(), Detail: part.TryGetProperty("detail", out var detail) ? detail.GetString() : null))
            .FirstOrDefault(part => part.Name is "process one" or "process two"));
        if (comesBack)
        {
            lost.Thaw();
            // The others have declared it dead: it reads so and ends, whatever it had in hand.
            await Eventually.True("the process that came back ends", () => Task.FromResult(lost.HasExited), TimeSpan.FromSeconds(30));
        }
        await stop.CancelAsync();
        await load;

        await DoneOnceAsync(cluster, cases);
        Assert.Contains("others of this node go on with its modules", seen.Detail);
        Assert.True(deliveredAfter < Promised, $"The other began to deliver after {deliveredAfter}.");
        Assert.True(thingsAfter < Promised + TimeSpan.FromSeconds(5), $"All things answered after {thingsAfter}.");
        TestContext.Current.SendDiagnosticMessage($"delivered again after {deliveredAfter.TotalSeconds:0.0} s, all things after {thingsAfter.TotalSeconds:0.0} s");
    }

    private static async Task LoadAsync(ClusterOfNode cluster, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await cluster.ExceedAsync(5);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    // As any client does: the same request again until it is answered. What was done by the first is said by the second.
    private static async Task AcceptAsync(NodeProgram process, string id)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/city-management/v1/cases/{id}/accept") { Content = JsonContent.Create(new { text = "受理" }) };
            var answer = await process.Http.SendAsync(request);
            if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict)
                return;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(200);
        }
    }

    private static async Task DoneOnceAsync(ClusterOfNode cluster, List<string> cases)
    {
        var expected = cluster.Exceeded + cases.Count;
        foreach (var (type, count) in new[] { ("city-management.case-reported.v1", expected), ("city-management.case-accepted.v1", expected), ("city-management.case-established.v1", cluster.Exceeded) })
        {
            await Eventually.True($"{count} of {type}", async () => (await cluster.EventsAsync(type)).Count >= count, TimeSpan.FromSeconds(40));
            var events = await cluster.EventsAsync(type);
            Assert.Equal(count, events.Count);
            Assert.Equal(count, events.Select(envelope => envelope.Subject).Distinct().Count());
        }
    }
}
