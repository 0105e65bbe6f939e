using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Sharing;

/// <summary>The upstream's side of the ledger: asks what it holds, tells it again what it lacks, takes back from it what we lack.</summary>
internal sealed class LedgerPeer(LinkClient client, OwnEvents own, TimeProvider clock, IOptions<FederationOptions> options)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>What the upstream holds of our positions after and through, one sum a block.</summary>
    public async Task<IReadOnlyList<LedgerBlock>> AskAsync(Lane lane, long epoch, long after, long through, CancellationToken cancellation)
    {
        var (from, to) = ((after + 1) / Ledger.BlockSize, through / Ledger.BlockSize);
        var response = await client.SendAsync(HttpMethod.Get, $"/ledger/{lane.ToString().ToLowerInvariant()}?epoch={epoch:x}&from={from}&to={to}&after={after}&through={through}", default, null, AnswerWithin, cancellation);
        return response.Ok && response.Read<LedgerBlock[]>() is { } answer && answer.Length == to - from + 1 ? answer
            : throw new LinkRefusedException($"The upstream does not give its ledger of {lane} from {after} to {through}", response);
    }

    /// <summary>Brings what one side lacks to it.</summary>
    /// <returns>How many events were brought, and what was in the way of others.</returns>
    public async Task<(long Healed, string? Obstacle)> HealAsync(LinkSession session, LedgerRange range, IReadOnlyList<EventEnvelope> ours, CancellationToken cancellation)
    {
        var (sent, obstacle) = await SendAgainAsync(session, range, ours, cancellation);
        return (sent + await TakeBackAsync(range, cancellation), obstacle);
    }

    private async Task<(long Sent, string? Obstacle)> SendAgainAsync(LinkSession session, LedgerRange range, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        var sent = 0L;
        foreach (var part in events.Chunk(options.Value.BatchEvents))
        {
            var body = new ArrayBufferWriter<byte>();
            EventBatch.Write(body, session.Format, part, clock.GetUtcNow());
            var response = await client.SendAsync(HttpMethod.Post, $"/repair/{range.Lane.ToString().ToLowerInvariant()}?epoch={range.Epoch:x}", body.WrittenMemory, session.Format, AnswerWithin, cancellation);
            if (response.Ok && response.Read<BatchAnswer>() is { } answer)
                sent += answer.Appended;
            else if (response.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest)
                return (sent, response.Explain());
            else
                throw new LinkRefusedException("The upstream does not take events again now", response);
        }
        return (sent, null);
    }

    private async Task<long> TakeBackAsync(LedgerRange range, CancellationToken cancellation)
    {
        var (after, taken) = (range.After, 0L);
        while (after < range.Through)
        {
            var (held, through) = await own.AskAsync(client, range.Lane, range.Epoch, after, cancellation);
            if (through is null)
                break;
            taken += await own.PutBackAsync(range.Lane, [.. held.Where(envelope => envelope.Epoch == range.Epoch && envelope.OriginPosition <= range.Through)], null, cancellation);
            after = through.Value;
        }
        return taken;
    }
}
