using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>
/// An open page without a browser: the circuit of a Blazor page, held by a hub client that does what the page's script does on the
/// line. It starts the page's components, confirms every render batch, answers every call of a script, and counts what comes.
/// </summary>
internal sealed partial class HubPage : IAsyncDisposable
{
    // Kinds of result that a call of a script may ask for: an object of the script's side is one of them.
    private const int ObjectReference = 1;
    private readonly HubConnection line;
    private readonly Visitor visitor;
    private readonly Sightings sightings;
    private string circuit = "";
    private int batches, calls, objects;
    private long bytes;

    private HubPage(Uri gateway, Visitor visitor, Sightings sightings)
    {
        (this.visitor, this.sightings) = (visitor, sightings);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(gateway, "/_blazor"), options =>
        {
            options.Cookies = visitor.Cookies;
            options.Headers["Origin"] = gateway.GetLeftPart(UriPartial.Authority);
        });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton(BlazorPack());
        line = builder.Build();
        line.On<int, string>("JS.AttachComponent", (_, _) => { });
        line.On<string>("JS.EndUpdateRootComponents", _ => { });
        line.On<string, bool, string>("JS.EndInvokeDotNet", (_, _, _) => { });
        line.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        line.On<long, byte[]>("JS.RenderBatch", RenderAsync);
        line.On<string>("JS.Error", error => Failed ??= error);
        line.Closed += error =>
        {
            Failed ??= error?.Message;
            return Task.CompletedTask;
        };
    }

    /// <summary>Render batches so far.</summary>
    public int Batches => Volatile.Read(ref batches);

    /// <summary>Calls of scripts so far.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>Bytes of render batches so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>What the server said when it gave up; null while all is well.</summary>
    public string? Failed { get; private set; }

    /// <summary>Opens a page.</summary>
    public static async Task<HubPage> OpenAsync(Uri gateway, Visitor visitor, string path, Sightings sightings)
    {
        var html = await visitor.ReadAsync(path);
        var page = new HubPage(gateway, visitor, sightings);
        await page.line.StartAsync();
        page.circuit = await page.line.InvokeAsync<string>("StartCircuit", gateway.ToString(), new Uri(gateway, path).ToString(), "[]", "");
        var operations = Markers().Matches(html).Select((marker, index) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = index + 1, ["marker"] = JsonNode.Parse(marker.Groups["marker"].Value) });
        await page.line.SendAsync("UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) }.ToJsonString(), State().Match(html).Groups["state"].Value);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await visitor.CloseAsync(circuit);
        await line.DisposeAsync();
    }

    private async Task RenderAsync(long id, byte[] batch)
    {
        Interlocked.Increment(ref batches);
        Interlocked.Add(ref bytes, batch.Length);
        sightings.Look(batch);
        await line.SendAsync("OnRenderCompleted", id, null);
    }

    private async Task AnswerAsync(long id, string name, string arguments, int result, long target, int kind)
    {
        Interlocked.Increment(ref calls);
        if (id != 0)
            await line.SendAsync("EndInvokeJSFromDotNet", id, true, $"[{id},true,{ResultOf(name, result)}]");
        // A list asks how much of it can be seen: 800 pixels, a screen of rows.
        if (name.EndsWith("Virtualize.init", StringComparison.Ordinal) && JsonNode.Parse(arguments)?[0]?["__dotNetObject"] is { } list)
            await line.SendAsync("BeginInvokeDotNetFromJS", "1", null, "OnSpacerAfterVisible", list.GetValue<long>(), "[4000,40,800]");
    }

    private string ResultOf(string name, int result) => result == ObjectReference ? $$"""{"__jsObjectId":{{Interlocked.Increment(ref objects)}}}""" : name == "desks.views" ? "[]" : "null";

    // The protocol of these lines is known to the framework alone, and it keeps it to itself.
    private static IHubProtocol BlazorPack() =>
        (IHubProtocol)Activator.CreateInstance(Type.GetType("Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol, Microsoft.AspNetCore.Components.Server", throwOnError: true)!)!;

    [GeneratedRegex("<!--Blazor:(?<marker>\\{.*?\\})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->")]
    private static partial Regex State();
}
