using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Says hello to the upstream: at first contact, as heartbeat, and after anything that broke the link.</summary>
internal sealed class HelloLoop(
    UpstreamLink upstream, LinkClient client, LinkStates states, SharingPolicies policies, Recovery recovery, LinkReport report,
    EventLog log, NodeStore store, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options) : Loop("federation hello")
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private readonly Lease lease = new(store, "federation hello");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var to = await upstream.WaitAsync(cancellation);
            if (await lease.HoldAsync(cancellation))
                await SayHelloAsync(to, cancellation);
            Beat();
            await RestAsync(cancellation);
        }
    }

    // A broken link is tried again at once, and then each second; a sound one is checked now and then.
    private async Task RestAsync(CancellationToken cancellation)
    {
        var broken = upstream.Broken;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(Task.Delay(upstream.Established ? options.Value.Heartbeat : TimeSpan.FromSeconds(1), TimeProvider.System, enough.Token), broken);
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task SayHelloAsync(Upstream to, CancellationToken cancellation)
    {
        try
        {
            if (!await recovery.IsDoneAsync(to.Node, cancellation))
                await TakeBackAsync(to, cancellation);
            var hello = await HelloAsync(to, cancellation);
            var body = JsonSerializer.SerializeToUtf8Bytes(hello, EventJson.Options);
            var response = await client.SendAsync(HttpMethod.Post, "/hello", body, "application/json", AnswerWithin, cancellation);
            if (!response.Ok)
                await RefusedAsync(to, response);
            else if (Read(to, hello, response) is { } answer)
                await AcceptAsync(to, answer, cancellation);
            else
                await AllAsync(to, LinkState.Refused, "The answer is not signed by the node we enrolled with: somebody else answers at this address.");
        }
        catch (LinkRefusedException refused)
        {
            await RefusedAsync(to, refused.Response);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            upstream.Break();
            await AllAsync(to, LinkState.Dark, exception.Message);
        }
    }

    private async Task TakeBackAsync(Upstream to, CancellationToken cancellation)
    {
        await AllAsync(to, LinkState.Recovering, "This node takes back from the upstream what its own database does not hold any more.");
        await recovery.TakeBackAsync(to.Node, cancellation);
    }

    private async Task<Hello> HelloAsync(Upstream to, CancellationToken cancellation)
    {
        var lanes = new List<HelloLane>();
        await using var connection = await store.OpenReadAsync(cancellation);
        foreach (var lane in Lanes.All)
        {
            var received = await LinkCursors.ReceivedAsync(connection, null, to.Node, lane);
            var sent = await LinkCursors.SentAsync(connection, to.Node, lane);
            lanes.Add(new(lane, sent?.Position ?? 0, received?.ToWire()));
        }
        var identity = log.Identity;
        return new([1], node.Id, node.Name, Build.Version, identity.Epoch.ToString("x"), identity.PreviousEpoch == 0 ? null : identity.PreviousEpoch.ToString("x"), identity.EpochAfter,
            EventBatch.Formats, lanes, await policies.WithheldNowAsync(to.Node, cancellation), clock.GetUtcNow(), Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            GivesBack: true, Reports: await report.SendingAsync(LinkStates.Up, to.Node, cancellation));
    }

    private static HelloAnswer? Read(Upstream to, Hello hello, LinkResponse response)
    {
        var signature = response.Headers.TryGetValues(LinkEndpoints.SignatureHeader, out var values) ? values.FirstOrDefault() : null;
        return PublicKey.TryParse(to.Key)?.Verify(response.Body, signature) == true && response.Read<HelloAnswer>() is { } answer && answer.Nonce == hello.Nonce ? answer : null;
    }

    private async Task AcceptAsync(Upstream to, HelloAnswer answer, CancellationToken cancellation)
    {
        var sound = new Dictionary<Lane, LinkCursor>();
        foreach (var lane in Lanes.All)
        {
            var cursor = answer.Received.GetValueOrDefault(lane) ?? new(log.Identity.Epoch.ToString("x"), 0, null, null);
            if (await CursorCheck.FindMistakeAsync(log, store, lane, cursor.Position, cursor.Id, cursor.Hash, cancellation) is { } mistake)
                await states.SetAsync(to.Node, LinkStates.Up, lane, LinkState.Diverged, mistake + ". Declare the restore at the node that was put back.");
            else
                sound.Add(lane, cursor);
        }
        if (sound.Count < Lanes.All.Count)
        {
            upstream.Break();
            return;
        }
        report.Note(to.Node, answer.Reports);
        if (answer.TakesBack is { } wanted)
        {
            upstream.Break();
            await AllAsync(to, LinkState.Recovering, $"{to.Node} was restored: it takes back from here its events that it lost.");
            await recovery.GiveBackAsync(to, answer, wanted, cancellation);
            return;
        }
        if (upstream.Established)
            upstream.Heard(answer);
        else
        {
            upstream.Establish(new LinkSession(to, answer), answer);
            await AllAsync(to, LinkState.Flowing, null);
        }
    }

    private async Task RefusedAsync(Upstream to, LinkResponse response)
    {
        upstream.Break();
        var state = response.Problem switch
        {
            "log-diverged" => LinkState.Diverged,
            "superseded" => LinkState.Superseded,
            "storage-full" => LinkState.BlockedByDisk,
            "http-502" or "http-503" or "http-504" or "destination-unreachable" => LinkState.Dark,
            _ when (int)response.Status == 429 => LinkState.Throttled,
            _ when (int)response.Status >= 500 => LinkState.Dark,
            _ => LinkState.Refused,
        };
        await AllAsync(to, state, response.Explain());
    }

    private Task AllAsync(Upstream to, LinkState state, string? detail) => states.SetAllAsync(to.Node, state, detail);
}

/// <summary>Version of this program.</summary>
internal static class Build
{
    public static string Version { get; } = typeof(Build).Assembly.GetName().Version?.ToString(3) ?? "0";
}
