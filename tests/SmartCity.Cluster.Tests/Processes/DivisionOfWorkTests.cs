using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Processes;

/// <summary>Processes of one node with different modules.</summary>
public sealed class DivisionOfWorkTests
{
    [Fact]
    public async Task Each_process_runs_its_modules_alone_says_which_and_all_are_one_node()
    {
        await using var cluster = await ClusterOfNode.CreateAsync();
        // All three at once on an empty database: one makes the tables, the others find them.
        var started = await cluster.StartAsync(("links", ["Federation"]), ("cases-1", ["CityManagement"]), ("cases-2", ["CityManagement"]));
        var (links, cases) = (started[0], started.Skip(1).ToList());

        Assert.Equal(HttpStatusCode.NotFound, (await links.Http.GetAsync("/api/city-management/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cases[0].Http.GetAsync("/api/federation/v1/links")).StatusCode);
        await Eventually.True("that every process knows all three", async () => (await ClusterOfNode.HealthAsync(links)).GetProperty("processes").GetArrayLength() == 3);
        var health = await ClusterOfNode.HealthAsync(links);
        Assert.Equal(["cases-1 CityManagement", "cases-2 CityManagement", "links Federation"], Described(health).Order());
        Assert.Equal("links", health.GetProperty("process").GetString());

        // The process without the module holds none of its things: every case opens, though a third of all placements would be there.
        for (var number = 0; number < 24; number++)
            await ClusterOfNode.OpenCaseAsync(cases[number % 2], number);
        // A key holds in all of them.
        var again = await Task.WhenAll(cases.Select(process => ClusterOfNode.OpenCaseAsync(process, 7)));
        Assert.Equal(again[0], again[1]);
        Assert.Equal(24, (await cluster.EventsAsync("city-management.case-reported.v1")).Count);
        var drills = new List<HttpResponseMessage>();
        foreach (var process in started)
            drills.Add(await DrillAsync(process));
        Assert.Equal([false, true, true], drills.Select(answer => answer.Headers.Contains("idempotent-replay")));
        Assert.Equal(3, (await cluster.EventsAsync("platform.normal-drilled.v1")).Count);

        // One that is stopped says goodbye and is not missed.
        Assert.Equal(0, await links.StopAsync());
        await Eventually.True("that it is forgotten", async () => (await ClusterOfNode.HealthAsync(cases[0])).GetProperty("processes").GetArrayLength() == 2);
    }

    [Fact]
    public async Task A_restore_declared_at_one_process_holds_for_all_at_once()
    {
        await using var cluster = await ClusterOfNode.CreateAsync();
        var started = await cluster.StartAsync(("links", ["Federation"]), ("cases", ["CityManagement"]));
        await DrillAsync(started[1]);

        var declared = await started[0].Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "测试" });
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync());
        var statuses = new List<HttpStatusCode>();
        do
            statuses.Add((await started[1].Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "alarm", count = 1 })).StatusCode);
        while (statuses[^1] != HttpStatusCode.OK && statuses.Count < 5);

        // The other process had not heard of it: it is told to try again, and never writes in the old epoch.
        Assert.Equal(HttpStatusCode.OK, statuses[^1]);
        Assert.All(statuses.SkipLast(1), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        var epoch = Assert.Single(await cluster.EventsAsync("federation.restore-declared.v1")).Epoch;
        Assert.All(await cluster.EventsAsync("platform.alarm-drilled.v1"), drill => Assert.Equal(epoch, drill.Epoch));
    }

    private static IEnumerable<string> Described(JsonElement health) => health.GetProperty("processes").EnumerateArray()
        .Select(process => $"{process.GetProperty("name").GetString()} {string.Join(',', process.GetProperty("modules").EnumerateArray().Select(module => module.GetString()))}");

    private static async Task<HttpResponseMessage> DrillAsync(NodeProgram process)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/platform/v1/drills") { Content = JsonContent.Create(new { lane = "normal", count = 3 }) };
        request.Headers.Add("Idempotency-Key", "one-drill");
        var answer = await process.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer;
    }
}
