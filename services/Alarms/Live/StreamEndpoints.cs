using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Live;

/// <summary>
/// What happens to alarms as server-sent events: the event is what happened, the data the alarm as it is, the id a place to go on
/// from (<c>Last-Event-ID</c>). <c>hello</c> comes first and after a silence; <c>gap</c> says that the list is to be read again.
/// </summary>
internal static class StreamEndpoints
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // A stream outlives no right for long: the client comes again with a token that still holds.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/stream", Follow).RequireRight(AlarmsModule.RouteName, "read");

    private static Results<ServerSentEventsResult<StreamData>, ProblemHttpResult> Follow(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, Caller caller, AlarmNewsReader reader, IHostApplicationLifetime node, HttpContext http, CancellationToken cancellation)
    {
        long? after = null;
        if (!string.IsNullOrEmpty(lastEventId))
        {
            if (!long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var given))
                return Problems.Invalid(new FieldError("Last-Event-ID", "the id of an event of this stream"));
            after = given;
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(after, caller, reader, node.ApplicationStopping, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<StreamData>> ReadAsync(long? given, Caller caller, AlarmNewsReader reader, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        var began = TimeProvider.System.GetTimestamp();
        var head = await reader.HeadAsync(cancellation);
        // A place beyond the end is that of another log, or of one that was put back.
        var after = given is { } known && known <= head ? known : head;
        yield return Item("hello", null, after);
        if (given > head)
            yield return Item("gap", null, after);
        while (TimeProvider.System.GetElapsedTime(began) < Longest && !stopping.IsCancellationRequested)
        {
            var signal = reader.Next();
            var page = await reader.ReadAsync(after, cancellation);
            if (page.Gap)
                yield return Item("gap", null, page.Through);
            foreach (var news in page.News.Where(news => caller.MayIn(news.Alarm.Division)))
                yield return Item(news.What, news.Alarm, news.Position);
            var moved = page.Through > after;
            after = page.Through;
            if (moved)
                continue;
            // A node that stops does not wait for its listeners.
            await Task.WhenAny(signal, Task.Delay(Heartbeat, TimeProvider.System, over.Token));
            cancellation.ThrowIfCancellationRequested();
            if (!signal.IsCompleted && !stopping.IsCancellationRequested)
                yield return Item("hello", null, after);
        }
    }

    private static SseItem<StreamData> Item(string what, Records.AlarmView? alarm, long position) =>
        new(new StreamData(alarm), what) { EventId = position.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>Data of an event of the stream.</summary>
/// <param name="Alarm">The alarm as it is now; null when the event is about none.</param>
internal sealed record StreamData(Records.AlarmView? Alarm);
