using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Errors;
using SmartCity.Bus.Importing;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Sidecar;

/// <summary>
/// What a sidecar asks of us: which topics we want, and the events of them. The paths are Dapr's, so they stand at the root;
/// who may call is shown by the sidecar's APP_API_TOKEN and nothing else.
/// </summary>
internal static class DaprEndpoints
{
    private const string TokenHeader = "dapr-api-token";

    public static void Map(IEndpointRouteBuilder root)
    {
        var options = root.ServiceProvider.GetRequiredService<IOptions<BusOptions>>().Value;
        if (options.Via != BusVia.Dapr)
            return;
        var sidecar = root.MapGroup("").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(AdmitAsync);
        foreach (var import in options.Imports)
            sidecar.MapPost($"/dapr/deliver/{import.Queue}", (HttpContext http, Importer importer, NodeStore store, ILogger<Importer> logger, CancellationToken cancellation) => TakeAsync(import, http, importer, store, logger, options.MaxMessageBytes, cancellation))
                .WithTopic(new global::Dapr.TopicOptions { PubsubName = options.Dapr.PubSub, Name = import.Topic!, DeadLetterTopic = ErrorQueues.NameOf(import.Queue) });
        // Dapr's own handler collects what stands above; it runs a delegate of its own, so the token is looked at in front of it.
        root.MapSubscribeHandler().AllowAnonymous().Add(endpoint =>
        {
            var subscriptions = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                if (IsSidecar(http))
                    return subscriptions(http);
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
        });
    }

    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsSidecar(context.HttpContext) ? await next(context) : TypedResults.Unauthorized();

    private static bool IsSidecar(HttpContext http)
    {
        var file = http.RequestServices.GetRequiredService<IOptions<BusOptions>>().Value.Dapr.AppTokenFile;
        return !string.IsNullOrEmpty(file) && Secret.Read(file) is { Length: > 0 } token
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(http.Request.Headers[TokenHeader].ToString()));
    }

    /// <summary>SUCCESS it is in the log, or was before; RETRY it was not for want of the database; DROP it never will be: the sidecar sends it to the dead-letter topic.</summary>
    private static async Task<IResult> TakeAsync(ImportOptions import, HttpContext http, Importer importer, NodeStore store, ILogger<Importer> logger, int most, CancellationToken cancellation)
    {
        if (await ReadAsync(http.Request.BodyReader, most, cancellation) is not { } message)
            return Dropped(import, new("too-large", $"the message is larger than Bus:MaxMessageBytes, {most}"), logger);
        try
        {
            return await importer.TryAsync(import, message, cancellation) is { } refusal ? Dropped(import, refusal, logger) : Status("SUCCESS");
        }
        catch (Exception exception) when (store.IsTransient(exception) && !cancellation.IsCancellationRequested)
        {
            BusLog.Waits(logger, import.Queue, exception.Message);
            return Status("RETRY");
        }
    }

    private static async Task<byte[]?> ReadAsync(PipeReader body, int most, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellation);
            if (read.Buffer.Length > most)
            {
                body.AdvanceTo(read.Buffer.End);
                return null;
            }
            var whole = read.IsCompleted ? read.Buffer.ToArray() : null;
            body.AdvanceTo(whole is null ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (whole is not null)
                return whole;
        }
    }

    private static IResult Dropped(ImportOptions import, Refusal refusal, ILogger logger)
    {
        BusLog.Refused(logger, import.Queue, $"{refusal.Reason}: {refusal.Detail}");
        return Status("DROP");
    }

    private static IResult Status(string status) => TypedResults.Ok(new DeliveryStatus(status));

    internal sealed record DeliveryStatus(string Status);
}
