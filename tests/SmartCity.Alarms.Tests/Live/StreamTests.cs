using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Live;

public sealed class StreamTests
{
    [Fact]
    public async Task What_happens_to_an_alarm_comes_as_it_happens()
    {
        await using var node = await Sample.StartAsync();
        await using var stream = await FollowAsync(node.Http);
        Assert.Equal("hello", (await stream.NextAsync()).EventType);

        await node.HappensAsync(Sample.Exceeded());
        var raised = await stream.NextAsync();
        await node.Http.DoAsync(Alarm(raised).Id(), "acknowledge");
        var acknowledged = await stream.NextAsync();

        Assert.Equal(("raised", "acknowledged"), (raised.EventType, acknowledged.EventType));
        Assert.Equal("tester", Alarm(acknowledged).Text("acknowledgedBy"));
    }

    [Fact]
    public async Task Who_comes_again_goes_on_where_they_were()
    {
        await using var node = await Sample.StartAsync();
        string last;
        await using (var stream = await FollowAsync(node.Http))
        {
            await stream.NextAsync();
            await node.HappensAsync(Sample.Exceeded());
            last = (await stream.NextAsync()).EventId!;
        }
        await node.HappensAsync(Sample.Exceeded("x-2"));
        await node.HappensAsync(Sample.Ended());
        await Eventually.True("both told", async () => (await node.ToldAsync()).Count == 3);

        await using var again = await FollowAsync(node.Http, last);
        Assert.Equal(["hello", "raised", "closed"], [(await again.NextAsync()).EventType, (await again.NextAsync()).EventType, (await again.NextAsync()).EventType]);
    }

    [Fact]
    public async Task A_place_that_is_none_of_this_log_says_gap_and_one_that_is_no_number_is_refused()
    {
        await using var node = await Sample.StartAsync();
        await using var stream = await FollowAsync(node.Http, "999999999");
        Assert.Equal(["hello", "gap"], [(await stream.NextAsync()).EventType, (await stream.NextAsync()).EventType]);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Sample.Route}/stream") { Headers = { { "Last-Event-ID", "x" } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Nobody_hears_of_alarms_of_divisions_they_may_not_see()
    {
        await using var node = await Sample.StartAsync(Sample.City, duty: null);
        using var neighbour = node.Client(node.Token("alarms:read:430421"));
        await using var stream = await FollowAsync(neighbour);
        await stream.NextAsync();

        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Exceeded("x-2", "430421"));

        Assert.Equal("430421", Alarm(await stream.NextAsync()).Text("division"));
    }

    private static JsonElement Alarm(SseItem<string> item) => JsonDocument.Parse(item.Data).RootElement.GetProperty("alarm");

    private static async Task<Follower> FollowAsync(HttpClient http, string? last = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Sample.Route}/stream");
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed class Follower(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)), "the stream ended");
            return items.Current;
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await items.DisposeAsync();
        }
    }
}
