using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Contracts.Bus;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;

namespace SmartCity.Bus.Errors;

/// <summary>What failed: looked at, sent back, given up.</summary>
internal static class ErrorEndpoints
{
    // An event's data is bounded.
    private const int ToldAtOnce = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var errors = routes.MapGroup("/errors").AddEndpointFilter(AnswerForTheBrokerAsync);
        errors.MapGet("", Queues).RequireRight("bus", "read");
        errors.MapGet("/{queue}", List).RequireRight("bus", "read");
        // What a partner sent may name people.
        errors.MapGet("/{queue}/{key}", Content).RequireRight("bus", "read-content").WithMetadata(new AuditedMetadata());
        errors.MapPost("/{queue}/replay", Replay).RequireRight("bus", "operate");
        errors.MapPost("/{queue}/discard", Discard).RequireRight("bus", "operate");
    }

    // Counts out of one's own broker fail when it is away: that is the caller's to know, not our fault.
    private static async ValueTask<object?> AnswerForTheBrokerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException or System.Net.Sockets.SocketException)
        {
            return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "broker-away", "消息中间件不可用 The broker is away", $"{BrokerConnection.Explain(exception)}. Nothing was changed that was not confirmed; try again when GET /api/bus/v1/state says up.");
        }
    }

    private static async Task<Ok<IReadOnlyList<QueueView>>> Queues(ErrorQueues errors, IOptions<BusOptions> options, CancellationToken cancellation)
    {
        var views = new List<QueueView>();
        foreach (var import in options.Value.Imports.Where(import => errors.Knows(import.Queue)))
        {
            var (waiting, failed) = await errors.CountAsync(import.Queue, cancellation);
            views.Add(new(import.Queue, waiting, ErrorQueues.NameOf(import.Queue), failed));
        }
        return TypedResults.Ok<IReadOnlyList<QueueView>>(views);
    }

    private static async Task<Results<Ok<ErrorsView>, ProblemHttpResult>> List(string queue, int? limit, ErrorQueues errors, CancellationToken cancellation)
    {
        if (!errors.Knows(queue))
            return Unknown(queue);
        var (_, total) = await errors.CountAsync(queue, cancellation);
        return TypedResults.Ok(new ErrorsView(total, await errors.ListAsync(queue, Math.Clamp(limit ?? Cursor.DefaultLimit, 1, ErrorQueues.MostAtOnce), cancellation)));
    }

    private static async Task<Results<Ok<ContentView>, ProblemHttpResult>> Content(string queue, string key, ErrorQueues errors, CancellationToken cancellation) =>
        !errors.Knows(queue) ? Unknown(queue)
        : await errors.ReadAsync(queue, key, cancellation) is { } content ? TypedResults.Ok(new ContentView(key, System.Text.Encoding.UTF8.GetString(content)))
        : Problems.NotFound($"message {key} among the {ErrorQueues.MostAtOnce} oldest of {ErrorQueues.NameOf(queue)}");

    private static async Task<Results<Ok<HandledView>, ProblemHttpResult>> Replay(string queue, ChoiceRequest request, Caller caller, ErrorQueues errors, ILogger<ErrorQueues> logger, CancellationToken cancellation)
    {
        if (!errors.Knows(queue))
            return Unknown(queue);
        if (Mistake(request) is { } mistake)
            return mistake;
        var replayed = await errors.ReplayAsync(queue, request.All ? null : request.Keys, cancellation);
        BusLog.Handled(logger, replayed.Count, queue, "replayed", caller.Id);
        return TypedResults.Ok(new HandledView(replayed.Count));
    }

    private static async Task<Results<Ok<HandledView>, ProblemHttpResult>> Discard(
        string queue, ChoiceRequest request, Caller caller, ErrorQueues errors, EventLog log, NodeInfo node, TimeProvider clock, ILogger<ErrorQueues> logger, CancellationToken cancellation)
    {
        if (!errors.Knows(queue))
            return Unknown(queue);
        if (Mistake(request) is { } mistake)
            return mistake;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "why these messages are given up, for the audit"));
        var gone = await errors.DiscardAsync(queue, request.All ? null : request.Keys, messages => log.AppendAsync(
            [.. messages.Chunk(ToldAtOnce).Select(some => EventLog.Envelope(Discarded(some), clock.GetUtcNow()))], CancellationToken.None), cancellation);
        BusLog.Handled(logger, gone.Count, queue, "discarded", caller.Id);
        return TypedResults.Ok(new HandledView(gone.Count));

        MessagesDiscarded Discarded(IEnumerable<ErrorMessage> messages) =>
            new(queue, [.. messages.Select(message => $"{message.Source ?? "?"} {message.Id ?? message.Key} {message.Reason}")], request.Reason, caller.Id, node.Id, clock.GetUtcNow());
    }

    private static ProblemHttpResult? Mistake(ChoiceRequest request) => request.All != request.Keys is { Count: > 0 } ? null
        : Problems.Invalid(new FieldError("keys", "the keys of messages as the list shows them, or \"all\": true, and not both"));

    private static ProblemHttpResult Unknown(string queue) => Problems.NotFound($"queue {queue} in Bus:Imports of a node that reads from RabbitMQ itself (with Bus:Via=Dapr the sidecar's dead-letter topic has what failed)");

    internal sealed record QueueView(string Queue, long Waiting, string ErrorQueue, long Errors);

    internal sealed record ErrorsView(long Total, IReadOnlyList<ErrorMessage> Messages);

    /// <param name="Key">Which message.</param>
    /// <param name="Text">Its bytes as UTF-8; what is none stands as U+FFFD.</param>
    internal sealed record ContentView(string Key, string Text);

    internal sealed record ChoiceRequest(IReadOnlyList<string>? Keys = null, bool All = false, string? Reason = null);

    internal sealed record HandledView(int Count);
}
