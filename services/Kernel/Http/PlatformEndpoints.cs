using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Http;

/// <summary>What the Kernel itself offers over HTTP: health in detail, the log, checkpoints, parked events.</summary>
internal static class PlatformEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/health", Health).RequireRight("platform", "read");
        routes.MapMetrics("/metrics").RequireRight("platform", "metrics");
        routes.MapGet("/log/{lane}", ReadLog).RequireRight("platform", "read-log");
        EventEndpoint.Map(routes);
        routes.MapGet("/checkpoints", (Checkpoints checkpoints, CancellationToken cancellation) => checkpoints.ListAsync(cancellation)).RequireRight("platform", "read");
        routes.MapPost("/checkpoints/{subscriber}/{lane}/resume", Resume).RequireRight("platform", "operate");
        routes.MapDelete("/checkpoints/{subscriber}/{lane}", Forget).RequireRight("platform", "operate");
        routes.MapGet("/parked", ListParked).RequireRight("platform", "read");
        routes.MapPost("/parked/retry", Retry).RequireRight("platform", "operate");
        routes.MapPost("/parked/discard", Discard).RequireRight("platform", "operate");
        routes.MapPost("/drills", Drill).RequireRight("platform", "operate");
    }

    private static async Task<Ok<HealthView>> Health(NodeHealth health, NodeInfo node, NodeProcess process, ProcessLoop processes, EventLog log, CancellationToken cancellation) =>
        TypedResults.Ok(new HealthView(node.Id, node.Name, health.Ready, health.Status, log.Identity.Epoch, health.Entries, process.Name, process.Modules, await KnownAsync(processes, cancellation)));

    // While the database is away, health is asked for all the more.
    private static async Task<IReadOnlyList<ProcessView>?> KnownAsync(ProcessLoop processes, CancellationToken cancellation)
    {
        try
        {
            return await processes.ListAsync(cancellation);
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or TimeoutException)
        {
            return null;
        }
    }

    private static async Task<Results<Ok<LogView>, ProblemHttpResult>> ReadLog(string lane, long? after, int? limit, string? type, EventLog log, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known)
            return Problems.Invalid(new FieldError("lane", $"one of {string.Join(", ", Lanes.All)}"));
        var page = await log.ReadAsync(known, after ?? 0, Cursor.Limit(limit), type is null ? null : [type], LogScope.All, cancellation);
        return TypedResults.Ok(new LogView([.. page.Events.Select(CloudEventJson.Parse)], page.Through));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Resume(string subscriber, string lane, Checkpoints checkpoints, CancellationToken cancellation) =>
        Lanes.Find(lane) is not { } known ? Problems.Invalid(new FieldError("lane", $"one of {string.Join(", ", Lanes.All)}"))
        : await checkpoints.ResumeAsync(subscriber, known, cancellation) ? TypedResults.NoContent()
        : Problems.NotFound($"halted subscriber {subscriber} in lane {lane}");

    private static async Task<Results<NoContent, ProblemHttpResult>> Forget(string subscriber, string lane, Checkpoints checkpoints, RetentionHolders holders, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known)
            return Problems.Invalid(new FieldError("lane", $"one of {string.Join(", ", Lanes.All)}"));
        var holder = (await holders.ReadAsync(cancellation)).FirstOrDefault(holder => holder.Name == subscriber && holder.Lane == known);
        if (holder is { Absent: false })
            return Problems.Conflict("subscriber-runs", $"{subscriber} runs in this node: only the checkpoint of one that does not run any more can be given up.");
        return await checkpoints.ForgetAsync(subscriber, known, cancellation) ? TypedResults.NoContent() : Problems.NotFound($"checkpoint of {subscriber} in lane {lane}");
    }

    private static async Task<Results<Ok<Page<ParkedEvent>>, ProblemHttpResult>> ListParked(string? subscriber, string? after, int? limit, ParkedEvents parked, CancellationToken cancellation)
    {
        var place = (Subscriber: "", Lane: Lane.Emergency, Position: 0L);
        if (after is not null)
        {
            if (Cursor.Read(after)?.Split('|') is not [var name, var lane, var position] || Lanes.Find(lane) is not { } known || !long.TryParse(position, out var number))
                return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
            place = (name, known, number);
        }
        var items = await parked.ListAsync(subscriber, place, Cursor.Limit(limit) + 1, cancellation);
        return TypedResults.Ok(Page<ParkedEvent>.Of(items, Cursor.Limit(limit), item => $"{item.Subscriber}|{item.Lane}|{item.Position}"));
    }

    private static async Task<Ok<CountView>> Retry(ParkedRequest request, ParkedEvents parked, CancellationToken cancellation) =>
        TypedResults.Ok(new CountView(await parked.RetryAsync(request.Subscriber, request.Subject, cancellation)));

    private static async Task<Results<Ok<CountView>, ProblemHttpResult>> Discard(ParkedRequest request, Caller caller, ParkedEvents parked, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "why these events are given up, for the audit"));
        var audit = new ParkedEventsDiscarded(request.Subscriber, request.Subject, request.Position, request.Reason, caller.Id, node.Id, clock.GetUtcNow());
        return TypedResults.Ok(new CountView(await parked.DiscardAsync(request.Subscriber, request.Subject, request.Position, EventLog.Envelope(audit, clock.GetUtcNow()), cancellation)));
    }

    // A drill is work like any other: its events go through the log and over the link as the real ones do.
    private static async Task<Results<Ok<DrillView>, ProblemHttpResult>> Drill(DrillRequest request, Caller caller, EventLog log, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        if (Lanes.Find(request.Lane) is not { } lane)
            return Problems.Invalid(new FieldError("lane", $"one of {string.Join(", ", Lanes.All)}"));
        if (request.Count is < 1 or > 10_000)
            return Problems.Invalid(new FieldError("count", "1 to 10000 events"));
        var drill = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var events = Enumerable.Range(1, request.Count).Select(number => EventLog.Envelope(Drilled(lane, drill, number, caller.Id, node.Id, clock.GetUtcNow()), clock.GetUtcNow()));
        await log.AppendAsync([.. events], cancellation);
        return TypedResults.Ok(new DrillView(drill, lane, request.Count));
    }

    private static IEvent Drilled(Lane lane, string drill, int number, string caller, string division, DateTimeOffset at) => lane switch
    {
        Lane.Emergency => new EmergencyDrilled(drill, number, caller, division, at),
        Lane.Alarm => new AlarmDrilled(drill, number, caller, division, at),
        Lane.Normal => new NormalDrilled(drill, number, caller, division, at),
        _ => new BulkDrilled(drill, number, caller, division, at),
    };

    internal sealed record DrillRequest(string Lane, int Count = 1);

    internal sealed record DrillView(string DrillId, Lane Lane, int Count);

    // Process and Modules are those of the process that answers; Processes is null when the database does not say.
    internal sealed record HealthView(
        string Node, string Name, bool Ready, HealthStatus Status, long Epoch, IReadOnlyList<HealthEntry> Parts, string Process, IReadOnlyList<string> Modules, IReadOnlyList<ProcessView>? Processes);

    internal sealed record LogView(IReadOnlyList<System.Text.Json.JsonElement> Events, long Through);

    internal sealed record ParkedRequest(string Subscriber, string? Subject = null, long? Position = null, string? Reason = null);

    internal sealed record CountView(int Count);
}
