using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace SmartCity.Benchmarks.Gateway;

/// <summary>What stands behind and beside the gateway in its benchmark, each run as a process of its own.</summary>
internal static class Peers
{
    /// <summary>Reads every body and answers 1 KB; gives out the directory of nodes.</summary>
    public static async Task<int> DestinationAsync(string[] args)
    {
        var app = Quiet(args, _ => { });
        var directory = await File.ReadAllTextAsync(app.Configuration["directory"]!);
        var answer = RandomNumberGenerator.GetBytes(1024);
        app.MapGet("/api/federation/v1/directory", async (long after) =>
        {
            if (after == 0)
                return Results.Text(directory);
            await Task.Delay(TimeSpan.FromSeconds(20));
            return Results.NoContent();
        });
        app.Map("/{**rest}", async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>YARP with one route and nothing else.</summary>
    public static async Task<int> BareProxyAsync(string[] args)
    {
        var app = Quiet(args, builder => builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "api", ClusterId = "node", Match = new RouteMatch { Path = "/api/{**rest}" } }],
            [new ClusterConfig { ClusterId = "node", Destinations = new Dictionary<string, DestinationConfig> { ["430400"] = new() { Address = builder.Configuration["to"]! } } }]));
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }

    private static WebApplication Quiet(string[] args, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        configure(builder);
        return builder.Build();
    }
}
