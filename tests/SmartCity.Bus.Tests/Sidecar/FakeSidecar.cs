using System.Buffers.Binary;
using System.Collections.Concurrent;
using Dapr.Client.Autogen.Grpc.v1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SmartCity.Bus.Tests.Sidecar;

/// <summary>
/// The part of a sidecar's wire that a publishing application meets: <c>GET /v1.0/healthz/outbound</c>, and the gRPC call
/// <c>PublishEvent</c>, which is what the .NET SDK really sends. No sidecar can be had here; this is its wire, not its behaviour.
/// </summary>
internal sealed class FakeSidecar : IAsyncDisposable
{
    private const string GrpcOk = "0";
    private const string GrpcUnavailable = "14";
    private readonly WebApplication app;

    private FakeSidecar(WebApplication app) => this.app = app;

    public ConcurrentQueue<(PublishEventRequest Request, string Token)> Published { get; } = new();

    public bool Healthy { get; set; } = true;

    /// <summary>Whether the broker behind it refuses.</summary>
    public bool Refuses { get; set; }

    public string Grpc => app.Urls.First();

    public string Http => app.Urls.Last();

    public static async Task<FakeSidecar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var sidecar = new FakeSidecar(builder.Build());
        sidecar.app.MapGet("/v1.0/healthz/outbound", () => sidecar.Healthy ? Results.NoContent() : Results.StatusCode(500));
        sidecar.app.MapPost("/dapr.proto.runtime.v1.Dapr/PublishEvent", sidecar.PublishAsync);
        await sidecar.app.StartAsync();
        return sidecar;
    }

    // A gRPC message is a byte of flags, four of length, and protobuf; the outcome stands in the trailers.
    private async Task PublishAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var message = body.ToArray();
        var request = PublishEventRequest.Parser.ParseFrom(message, 5, (int)BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(1)));
        http.Response.ContentType = "application/grpc";
        if (!Refuses)
        {
            Published.Enqueue((request, http.Request.Headers["dapr-api-token"].ToString()));
            await http.Response.Body.WriteAsync(new byte[5]);
        }
        http.Response.AppendTrailer("grpc-status", Refuses ? GrpcUnavailable : GrpcOk);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
