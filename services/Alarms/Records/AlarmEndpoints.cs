using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Alarms.Notification;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Records;

/// <summary>The list of alarms, one alarm, and what may be done to it.</summary>
internal static class AlarmEndpoints
{
    public const int LongestNote = 1000;
    private const int MostAtOnce = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alarms", ListAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapGet("/summary", SummaryAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapGet("/alarms/{id}", GetAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapPost("/alarms/{id}/acknowledge", AcknowledgeAsync).RequireRight(AlarmsModule.RouteName, "acknowledge");
        routes.MapPost("/acknowledge", AcknowledgeSeveralAsync).RequireRight(AlarmsModule.RouteName, "acknowledge");
        routes.MapPost("/alarms/{id}/notes", NoteAsync).RequireRight(AlarmsModule.RouteName, "acknowledge");
        routes.MapPost("/alarms/{id}/close", CloseAsync).RequireRight(AlarmsModule.RouteName, "close");
    }

    /// <summary>The divisions whose alarms a caller may do this with.</summary>
    public static IReadOnlyList<string> DivisionsOf(Caller caller, NodeInfo node) => caller.Among(Divisions.All.Select(division => division.Code).Union(node.Divisions));

    private static async Task<Results<Ok<Page<AlarmView>>, ProblemHttpResult>> ListAsync(
        Caller caller, AlarmDesk desk, NodeInfo node, [AsParameters] AlarmListParameters wanted, CancellationToken cancellation)
    {
        var divisions = wanted.Division is null ? DivisionsOf(caller, node) : caller.Among([wanted.Division]);
        if (divisions.Count == 0)
            return Problems.Forbidden(wanted.Division ?? "of this node");
        if (!wanted.TryRead(divisions, out var query, out var mistakes))
            return Problems.Invalid([.. mistakes]);
        var found = await desk.ListAsync(query, cancellation);
        var items = found.Take(query.Limit).Select(AlarmView.Of).ToList();
        return TypedResults.Ok(new Page<AlarmView>(items, found.Count > query.Limit ? Cursor.Write(query.Place(found[query.Limit - 1])) : null));
    }

    private static async Task<Ok<SummaryView>> SummaryAsync(Caller caller, AlarmDesk desk, NodeInfo node, CancellationToken cancellation) =>
        TypedResults.Ok(SummaryView.Of(await desk.CountAsync(DivisionsOf(caller, node), cancellation)));

    private static async Task<Results<Ok<AlarmDetail>, ProblemHttpResult>> GetAsync(string id, Caller caller, AlarmDesk desk, DeliveryDesk deliveries, CancellationToken cancellation)
    {
        if (await desk.FindAsync(id, cancellation) is not { } alarm || !caller.MayIn(alarm.Division))
            return Problems.NotFound($"alarm {id}");
        return TypedResults.Ok(new AlarmDetail(AlarmView.Of(alarm), [.. (await desk.HistoryAsync(id, cancellation)).Select(AlarmLineView.Of)],
            [.. (await deliveries.OfAlarmAsync(id, cancellation)).Select(DeliveryView.Of)]));
    }

    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> AcknowledgeAsync(string id, NoteRequest body, Caller caller, AlarmDesk desk, CancellationToken cancellation) =>
        Mistake(body.Note, null) is { } mistake ? mistake : Answer(id, await desk.AcknowledgeAsync(id, Words(body.Note), caller, cancellation));

    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> NoteAsync(string id, NoteRequest body, Caller caller, AlarmDesk desk, CancellationToken cancellation) =>
        Mistake(body.Note, "the note") is { } mistake ? mistake : Answer(id, await desk.NoteAsync(id, Words(body.Note)!, caller, cancellation));

    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> CloseAsync(string id, NoteRequest body, Caller caller, AlarmDesk desk, CancellationToken cancellation) =>
        Mistake(body.Note, "why it is closed by hand") is { } mistake ? mistake : Answer(id, await desk.CloseAsync(id, Words(body.Note)!, caller, cancellation));

    private static async Task<Results<Ok<IReadOnlyList<OutcomeView>>, ProblemHttpResult>> AcknowledgeSeveralAsync(AcknowledgeRequest body, Caller caller, AlarmDesk desk, CancellationToken cancellation)
    {
        if (body.Ids.Count is 0 or > MostAtOnce)
            return Problems.Invalid(new FieldError("ids", $"1 to {MostAtOnce} ids of alarms"));
        if (body.Note is { Length: > LongestNote })
            return Problems.Invalid(new FieldError("note", $"at most {LongestNote} characters"));
        var outcomes = new List<OutcomeView>();
        foreach (var id in body.Ids.Distinct())
            outcomes.Add(await desk.AcknowledgeAsync(id, Words(body.Note), caller, cancellation) switch
            {
                (null, _) => new(id, "not-found", $"There is no alarm {id} here."),
                (_, { } refusal) => new(id, refusal.Name, refusal.Detail),
                _ => new(id, "acknowledged", null),
            });
        return TypedResults.Ok<IReadOnlyList<OutcomeView>>(outcomes);
    }

    private static Results<Ok<AlarmView>, ProblemHttpResult> Answer(string id, (Alarm? Alarm, AlarmRefusal? Refusal) done) => done switch
    {
        (null, _) => Problems.NotFound($"alarm {id}"),
        (_, { } refusal) => Problems.Conflict(refusal.Name, refusal.Detail),
        ({ } alarm, _) => TypedResults.Ok(AlarmView.Of(alarm)),
    };

    private static ProblemHttpResult? Mistake(string? note, string? wanted) =>
        note is { Length: > LongestNote } ? Problems.Invalid(new FieldError("note", $"at most {LongestNote} characters"))
        : wanted is not null && Words(note) is null ? Problems.Invalid(new FieldError("note", $"{wanted}, 1 to {LongestNote} characters")) : null;

    private static string? Words(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim().Replace("\0", "");
}
