using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>The part of the wire by which two logs become whole again: own events asked back and given back, the ledger, repairs.</summary>
internal static class HealingEndpoints
{
    public static void Map(IEndpointRouteBuilder link)
    {
        link.MapGet("/own/{lane}", Own);
        link.MapPost("/own/{lane}", TakeBack);
        link.MapPost("/recovered", Recovered);
        link.MapGet("/ledger/{lane}", ReadLedger);
        link.MapPost("/repair/{lane}", Repair);
    }

    /// <summary>A county asks back what it lost: its own events that we still hold.</summary>
    private static async Task<IResult> Own(HttpContext http, string lane, string epoch, long after, string? format, Caller caller, Peers peers, EventLog log, NodeStore store, TimeProvider clock, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number))
            return Problems.Invalid(new FieldError("lane, epoch", "a lane's name and a hexadecimal epoch"));
        var (peer, _, refusal) = await LinkEndpoints.AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        var events = await log.ReadOriginAsync(peer!.Id, number, known, after, long.MaxValue, 1000, cancellation);
        http.Response.Headers[LinkEndpoints.ThroughHeader] = (events.Count == 0 ? after : events[^1].OriginPosition).ToString();
        if (events.Count > 0)
            return LinkEndpoints.Batch(events, format, clock);
        await using var connection = await store.OpenReadAsync(cancellation);
        if (await Recovery.NextEpochAsync(connection, peer.Id, number, cancellation) is { } next)
            http.Response.Headers[LinkEndpoints.NextEpochHeader] = next.ToString("x");
        return Results.NoContent();
    }

    /// <summary>A county gives back events of ours that we lost: only such as were addressed to it, and only while we miss some.</summary>
    private static async Task<IResult> TakeBack(HttpContext http, string lane, string epoch, Caller caller, Peers peers, Recovery recovery, OwnEvents own, EventLog log, NodeInfo node, Validity validity, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number))
            return Problems.Invalid(new FieldError("lane, epoch", "a lane's name and a hexadecimal epoch"));
        var (peer, body, refusal) = await LinkEndpoints.AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        var identity = log.Identity;
        if (identity.PreviousEpoch == 0 || number < identity.PreviousEpoch || number >= identity.Epoch || await recovery.IsDoneAsync(peer!.Id, cancellation))
            return LinkEndpoints.Problem<object>(new(null, 409, "nothing-missing", $"{node.Id} does not ask for events of epoch {epoch}."));
        if (EventBatch.Read(body, LinkEndpoints.MediaType(http), known, validity.Now, out var mistake) is not { } events)
            return Problems.Problem(400, "batch-malformed", "批次格式有误 The batch is malformed", mistake);
        if (BatchCheck.FindBackMistake(node.Id, peer.Id, number, events) is { } wrong)
            return LinkEndpoints.Problem<object>(new(null, 422, wrong.Problem, wrong.Detail));
        var appended = await own.PutBackAsync(known, events, identity.Epoch, cancellation);
        return Results.Json(new BatchAnswer(new(epoch, 0, null, null), appended, events.Count - appended), EventJson.Options);
    }

    private static async Task<IResult> Recovered(HttpContext http, Caller caller, Peers peers, Recovery recovery, CancellationToken cancellation)
    {
        var (peer, _, refusal) = await LinkEndpoints.AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        await recovery.DoneAsync(peer!.Id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> ReadLedger(HttpContext http, string lane, string epoch, long from, long to, long? after, long? through, Caller caller, Peers peers, Sharing.Ledger ledger, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number) || from < 0 || to < from || to - from >= 100)
            return Problems.Invalid(new FieldError("lane, epoch, from, to", "a lane's name, a hexadecimal epoch and at most 100 blocks"));
        var (peer, _, refusal) = await LinkEndpoints.AdmitAsync(http, caller, peers, cancellation);
        return refusal ?? Results.Json(await ledger.OfOriginAsync(peer!.Id, known, number, from, to, after ?? -1, through ?? long.MaxValue, cancellation), EventJson.Options);
    }

    /// <summary>Events of a block that differed: what is missing is appended as history, what is there stays.</summary>
    private static async Task<IResult> Repair(HttpContext http, string lane, string epoch, Caller caller, Peers peers, NodeStore store, NodeInfo node, Validity validity, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number))
            return Problems.Invalid(new FieldError("lane, epoch", "a lane's name and a hexadecimal epoch"));
        var (peer, body, refusal) = await LinkEndpoints.AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        if (EventBatch.Read(body, LinkEndpoints.MediaType(http), known, validity.Now, out var mistake) is not { } events)
            return Problems.Problem(400, "batch-malformed", "批次格式有误 The batch is malformed", mistake);
        if (BatchCheck.FindUpMistake(node.Id, peer!.Id, peer.DivisionList, known, number, 0, long.MaxValue, events) is { } wrong)
            return LinkEndpoints.Problem<object>(new(null, 422, wrong.Problem, wrong.Detail));
        var appended = await store.WriteAsync(known, write =>
        {
            write.Import(events.Select(envelope => envelope with { Position = 0, Recovered = true, Hops = BatchCheck.Hop(envelope.Hops, peer.Id) }));
            return Task.FromResult(write);
        }, cancellation);
        return Results.Json(new BatchAnswer(new(epoch, 0, null, null), appended.Appended.Count, appended.AlreadyThere), EventJson.Options);
    }
}
