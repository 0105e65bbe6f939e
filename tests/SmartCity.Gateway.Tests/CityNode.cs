using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Tests;

/// <summary>What stands behind the gateway: a real server that serves the directory, keeps what it was sent, and answers as a test wants.</summary>
internal sealed class CityNode : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string directory = "";
    private volatile string given = "";
    private volatile bool directoryHeld;

    private CityNode(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null).UseUrls($"http://127.0.0.1:{port}");
        app = builder.Build();
        app.MapGet("/api/federation/v1/directory", DirectoryAsync);
        app.Map("/{**rest}", ReceiveAsync);
    }

    public Uri Address => new(app.Urls.First());

    /// <summary>What came in, the directory's loop aside.</summary>
    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>Tokens with which the directory was asked for, and versions asked after.</summary>
    public ConcurrentQueue<(string Authorization, string After)> DirectoryRequests { get; } = new();

    /// <summary>How requests are answered; with 200 and no body by default.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Answers to the directory's loop with an error.</summary>
    public bool DirectoryHeld
    {
        get => directoryHeld;
        set => directoryHeld = value;
    }

    public static async Task<CityNode> StartAsync(int port = 0)
    {
        var node = new CityNode(port);
        await node.app.StartAsync();
        return node;
    }

    /// <summary>Has this given to the gateway, whatever it is.</summary>
    public void Publish(string jws)
    {
        directory = jws;
        var before = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }

    /// <summary>Gives it once more, as one does who replays.</summary>
    public void PublishAgain(string jws)
    {
        given = "";
        Publish(jws);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task DirectoryAsync(HttpContext http)
    {
        DirectoryRequests.Enqueue((http.Request.Headers.Authorization.ToString(), http.Request.Query["after"].ToString()));
        var (now, waiting) = (directory, changed.Task);
        if (DirectoryHeld)
        {
            http.Response.StatusCode = 503;
            return;
        }
        if (now.Length == 0 || given == now)
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(300), http.RequestAborted));
        now = directory;
        if (now.Length == 0 || given == now)
        {
            http.Response.StatusCode = DirectoryHeld ? 503 : 204;
            return;
        }
        given = now;
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(now, http.RequestAborted);
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        Requests.Enqueue(new(http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        await Answer(http);
    }
}

/// <summary>A request as the node behind the gateway got it.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? Token => Headers.GetValueOrDefault("Authorization")?["Bearer ".Length..];
}
