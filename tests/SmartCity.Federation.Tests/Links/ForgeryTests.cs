using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

/// <summary>An enrolled county that tells what it may not: its own key, hand-made batches.</summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
    private TestCity city = null!;
    private long epoch;

    public async ValueTask InitializeAsync()
    {
        city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", data: data);
        await LinkTests.StateAsync(city.Node, "up", Lane.Alarm, "flowing");
        epoch = county.Log.Identity.Epoch;
        await county.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await city.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("origin-forged")]
    [InlineData("division-foreign")]
    [InlineData("lane-wrong")]
    [InlineData("type-may-not-travel")]
    [InlineData("positions-disordered")]
    [InlineData("loop")]
    public async Task A_batch_with_one_wrong_event_is_refused_whole_and_named(string problem)
    {
        var good = Good(1_000_001);
        var bad = problem switch
        {
            "origin-forged" => Good(1_000_002) with { Origin = "430421" },
            "division-foreign" => Good(1_000_002) with { Division = "430421" },
            "lane-wrong" => Good(1_000_002) with { Type = "platform.bulk-drilled.v1" },
            "type-may-not-travel" => Good(1_000_002) with { Type = "federation.node-revoked.v1" },
            "positions-disordered" => Good(1_000_001),
            _ => Good(1_000_002) with { Hops = "430400" },
        };

        var (status, answer) = await SendAsync(EventBatch.Binary, good, bad);

        Assert.Equal((HttpStatusCode)422, status);
        Assert.EndsWith(":" + problem, answer.GetProperty("type").GetString());
        Assert.Contains("Event 1", answer.GetProperty("detail").GetString());
        Assert.Empty(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm));
        var refused = await city.Node.Log.ReadAsync(Lane.Alarm, 0, 100, ["federation.batch-refused.v1"], LogScope.All, default);
        Assert.Equal(problem, ((BatchRefused)EventJson.Read(Assert.Single(refused.Events))).Problem);
    }

    [Theory]
    [InlineData(EventBatch.Binary)]
    [InlineData(EventBatch.Json)]
    public async Task A_good_batch_of_either_format_is_taken_and_an_unknown_type_is_kept(string format)
    {
        var (status, answer) = await SendAsync(format, Good(1_000_001), Good(1_000_002) with { Type = "future.thing-happened.v3" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, answer.GetProperty("appended").GetInt32());
        Assert.Single((await city.Node.Log.ReadAsync(Lane.Alarm, 0, 100, ["future.thing-happened.v3"], LogScope.All, default)).Events);
    }

    [Fact]
    public async Task A_batch_that_does_not_join_on_is_refused_with_the_expected_cursor()
    {
        await SendAsync(EventBatch.Binary, Good(1_000_001));

        var (status, answer) = await SendAsync(EventBatch.Binary, Good(1_000_001));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(2_000_000, answer.GetProperty("expected").GetProperty("position").GetInt64());
        Assert.Single(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm));
    }

    [Fact]
    public async Task A_batch_of_an_older_epoch_is_superseded()
    {
        epoch--;

        var (status, answer) = await SendAsync(EventBatch.Binary, Good(1_000_001));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.EndsWith(":superseded", answer.GetProperty("type").GetString());
        Assert.Empty(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm));
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_refused()
    {
        var (status, answer) = await SendAsync(EventBatch.Binary, body => [.. body, 0, 0, 0, 0], Good(1_000_001));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.EndsWith("body-not-signed", answer.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Junk_is_refused_with_what_was_wrong()
    {
        var (status, answer) = await SendSignedAsync(EventBatch.Binary, "no batch at all"u8.ToArray(), b => b);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("SCB1", answer.GetProperty("detail").GetString());
    }

    private EventEnvelope Good(long position) => EventLog.Envelope(LinkTests.Drill((int)(position % 1000)), DateTimeOffset.UnixEpoch) with
    {
        Origin = "430481",
        Epoch = epoch,
        OriginPosition = position,
        Position = position,
        RecordedTime = DateTimeOffset.UnixEpoch,
    };

    private Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string format, params EventEnvelope[] events) => SendAsync(format, body => body, events);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string format, Func<byte[], byte[]> onTheWay, params EventEnvelope[] events)
    {
        var body = new ArrayBufferWriter<byte>();
        EventBatch.Write(body, format, events, TimeProvider.System.GetUtcNow());
        return await SendSignedAsync(format, body.WrittenSpan.ToArray(), onTheWay);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendSignedAsync(string format, byte[] body, Func<byte[], byte[]> onTheWay)
    {
        var after = await AfterAsync();
        var path = $"/api/federation/v1/uplink/alarm?epoch={epoch:x}&after={after}&through=2000000";
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(city.Gateway, path)) { Content = new ByteArrayContent(onTheWay(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(format);
        request.Headers.Authorization = new("Bearer", NodeRequestToken.Issue(SigningKey.LoadOrCreate(Path.Combine(data, "node-key.pem")), "430481", "gateway-430400", "POST", path, body, TimeProvider.System, TimeSpan.Zero));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    // What the city has received so far, of the county's own events at its start.
    private async Task<long> AfterAsync()
    {
        var lane = await LinkTests.LaneAsync(city.Node, "up", Lane.Alarm);
        return Math.Min(lane.GetProperty("acknowledged").GetInt64(), 1_000_000);
    }
}
