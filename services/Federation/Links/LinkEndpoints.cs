using System.Buffers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>The wire of a link, as docs/protocol/federation.md describes it. Callers are nodes, passed on by the gateway.</summary>
internal static class LinkEndpoints
{
    public const string SignatureHeader = "link-signature";
    public const string ThroughHeader = "link-through";
    public const string NextEpochHeader = "link-next-epoch";
    private const int LargestBody = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var link = routes.MapGroup("").RequireRight("federation", "link").WithMetadata(new NotAuditedMetadata()).WithoutIdempotency();
        link.MapPost("/hello", Hello);
        link.MapPost("/uplink/{lane}", Uplink);
        link.MapGet("/downlink/{lane}", Downlink);
        HealingEndpoints.Map(link);
    }

    private static async Task<IResult> Hello(HttpContext http, Caller caller, Peers peers, LinkReceiver receiver, NodeKeys keys, CancellationToken cancellation)
    {
        var (peer, body, refusal) = await AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        if (Parse<Hello>(body) is not { Protocols: not null, Name: not null, Build: not null, Epoch: not null, Formats: not null, Lanes: not null, WithheldTypes: not null, Nonce: not null } hello || hello.Node != peer!.Id)
            return Problems.Invalid(new FieldError("body", $"a hello of node {peer!.Id} as JSON with protocols, node, name, build, epoch, formats, lanes, withheldTypes, time and nonce"));
        var result = await receiver.HelloAsync(peer, hello, cancellation);
        if (result.Answer is null)
            return Problem(result);
        var answer = JsonSerializer.SerializeToUtf8Bytes(result.Answer, EventJson.Options);
        http.Response.Headers[SignatureHeader] = keys.Link.Sign(answer);
        return Results.Bytes(answer, "application/json");
    }

    private static async Task<IResult> Uplink(HttpContext http, string lane, string epoch, long after, long through, string? last, Caller caller, Peers peers, LinkReceiver receiver, Validity validity, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number) || after < 0 || through < after)
            return Problems.Invalid(new FieldError("lane, epoch, after, through", "a lane's name, a hexadecimal epoch, and 0 ≤ after ≤ through"));
        var (peer, body, refusal) = await AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        if (EventBatch.Read(body, MediaType(http), known, validity.Now, out var mistake) is not { } events)
            return Problems.Problem(400, "batch-malformed", "批次格式有误 The batch is malformed", mistake);
        var result = await receiver.TakeAsync(peer!, known, number, after, through, last, events, cancellation);
        return result.Answer is null ? Problem(result) : Results.Json(result.Answer, EventJson.Options);
    }

    private static async Task<IResult> Downlink(HttpContext http, string lane, string epoch, long after, string? last, string? lastid, int? wait, string? format, Caller caller, Peers peers,
        LinkStates states, EventLog log, NodeStore store, TimeProvider clock, IOptions<FederationOptions> options, CancellationToken cancellation)
    {
        if (Lanes.Find(lane) is not { } known || !LinkReceiver.TryEpoch(epoch, out var number) || after < 0)
            return Problems.Invalid(new FieldError("lane, epoch, after", "a lane's name, a hexadecimal epoch, and after ≥ 0"));
        var (peer, _, refusal) = await AdmitAsync(http, caller, peers, cancellation);
        if (refusal is not null)
            return refusal;
        if (number != log.Identity.Epoch)
            return Problem<object>(new(null, 409, "epoch-unknown", $"This log is in epoch {log.Identity.Epoch:x}: say hello first."));
        if (await CursorCheck.FindMistakeAsync(log, store, known, after, lastid is { Length: > 0 } ? lastid : null, last is { Length: > 0 } ? last : null, cancellation) is { } divergence)
            return Problem<object>(new(null, 409, "log-diverged", divergence));
        await AcknowledgeAsync(store, peer!.Id, known, number, after, last, cancellation);
        await states.FlowingAsync(peer.Id, LinkStates.Down, known);
        var signal = log.Next(known);
        var page = await log.ReadAddressedAsync(known, peer.Id, after, options.Value.BatchEvents, cancellation);
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, (int)options.Value.LongPoll.TotalSeconds));
        while (page.Events.Count == 0 && clock.GetUtcNow() < until)
        {
            await log.WaitAsync(signal, TimeSpan.FromSeconds(1), cancellation);
            signal = log.Next(known);
            page = await log.ReadAddressedAsync(known, peer.Id, after, options.Value.BatchEvents, cancellation);
        }
        http.Response.Headers[ThroughHeader] = page.Through.ToString();
        states.Sent(peer.Id, LinkStates.Down, known, page.Through);
        return page.Events.Count == 0 ? Results.NoContent() : Batch(page.Events, format, clock);
    }

    // Every request of a link: a node that is enrolled and not revoked, and a body that is the one it signed.
    internal static async Task<(Peer? Peer, byte[] Body, IResult? Refusal)> AdmitAsync(HttpContext http, Caller caller, Peers peers, CancellationToken cancellation)
    {
        if (caller.Kind != NodeRequestToken.Kind || await peers.FindAsync(caller.Id, cancellation) is not { } peer)
            return (null, [], Problems.Problem(403, "node-unknown", "节点未登记 The node is not enrolled", $"{caller.Id} is not a node enrolled here. Enrol it with a one-time code."));
        if (peer.Revoked is { } revoked)
            return (null, [], Problems.Problem(403, "node-revoked", "节点已停用 The node is revoked", $"{peer.Id} was shut out on {revoked:O}: {peer.RevokedReason}."));
        if (!caller.Holds("federation", "link", peer.Id))
            return (null, [], Problems.Forbidden(peer.Id));
        // The gateway hands on what the node bound its token to; a token that is overheard does nothing else here either.
        if (!NodeRequestToken.RequestMatches(http.User.FindFirstValue(TokenClaims.Method), http.User.FindFirstValue(TokenClaims.Path), http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
            return (null, [], Problems.Problem(401, "request-not-signed", "请求与签名不符 The request is not the one that was signed", "The token is bound to another method or path."));
        var body = await ReadAsync(http, cancellation);
        if (body is null)
            return (null, [], Problems.Problem(413, "body-too-large", "请求过大 The body is too large", $"At most {LargestBody} bytes are taken."));
        return NodeRequestToken.BodyMatches(http.User.FindFirstValue(TokenClaims.BodyHash), body) ? (peer, body, null)
            : (null, [], Problems.Problem(401, "body-not-signed", "请求内容与签名不符 The body is not the one that was signed", "The token is bound to another body."));
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.ContentLength > LargestBody)
            return null;
        if (http.Request.ContentLength is { } length)
        {
            var body = GC.AllocateUninitializedArray<byte>((int)length);
            await http.Request.Body.ReadExactlyAsync(body, cancellation);
            return body;
        }
        using var memory = new MemoryStream(4096);
        await http.Request.Body.CopyToAsync(memory, cancellation);
        return memory.ToArray();
    }

    private static async Task AcknowledgeAsync(NodeStore store, string peer, Lane lane, long epoch, long after, string? last, CancellationToken cancellation)
    {
        await using (var connection = await store.OpenReadAsync(cancellation))
            if (await LinkCursors.SentAsync(connection, peer, lane) is { } saved && saved.Epoch == epoch && saved.Position == after)
                return;
        await store.WriteAsync(lane, write => LinkCursors.SaveSentAsync(write, peer, lane, epoch, after, last), cancellation);
    }

    internal static IResult Batch(IReadOnlyList<EventEnvelope> events, string? format, TimeProvider clock)
    {
        var chosen = format == EventBatch.Binary ? EventBatch.Binary : EventBatch.Json;
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        EventBatch.Write(body, chosen, events, clock.GetUtcNow());
        return Results.Bytes(body.WrittenMemory, chosen);
    }

    internal static IResult Problem<T>(Received<T> result) where T : class
    {
        var problem = new ProblemDetails { Status = result.Status, Type = Problems.Prefix + result.Problem, Title = "链路请求被拒绝 The link request is refused", Detail = result.Detail };
        if (result.Expected is not null)
            problem.Extensions["expected"] = result.Expected;
        return Results.Problem(problem);
    }

    private static T? Parse<T>(byte[] body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, EventJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string? MediaType(HttpContext http) => http.Request.ContentType?.Split(';')[0].Trim();
}
