using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>The truthful state of every link, and its ledger.</summary>
internal static class LinkReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/links", (LinkReport report, CancellationToken cancellation) => report.ReadAsync(cancellation)).RequireRight("federation", "read");
        routes.MapGet("/links/{peer}", ReadLink).RequireRight("federation", "read");
        routes.MapGet("/links/{peer}/history", ReadHistory).RequireRight("federation", "read");
        routes.MapGet("/links/{peer}/ledger", ReadLedger).RequireRight("federation", "read");
    }

    private static async Task<Results<Ok<LinkView>, ProblemHttpResult>> ReadLink(string peer, LinkReport report, CancellationToken cancellation) =>
        (await report.ReadAsync(cancellation)).FirstOrDefault(link => link.Node == peer) is { } link ? TypedResults.Ok(link) : Problems.NotFound($"link to {peer}");

    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult>> ReadHistory(string peer, DateTimeOffset? from, DateTimeOffset? through, int? points, LinkHistory history, TimeProvider clock, CancellationToken cancellation)
    {
        var (end, many) = (through ?? clock.GetUtcNow(), points ?? 400);
        var begin = from ?? end.AddHours(-6);
        if (begin >= end)
            return Problems.Invalid(new FieldError("from", "a time before through; without it the last six hours are shown"));
        if (many is < 10 or > 5000)
            return Problems.Invalid(new FieldError("points", "10 to 5000"));
        return TypedResults.Ok(new HistoryView(peer, begin, end, await history.ReadAsync(peer, begin, end, many, cancellation)));
    }

    internal sealed record HistoryView(string Peer, DateTimeOffset From, DateTimeOffset Through, IReadOnlyList<LinkSample> Samples);

    private static async Task<Results<Ok<Page<LedgerEntry>>, ProblemHttpResult>> ReadLedger(string peer, string? lane, string? state, string? after, int? limit, NodeStore store, CancellationToken cancellation)
    {
        if (lane is not null && Lanes.Find(lane) is null)
            return Problems.Invalid(new FieldError("lane", $"one of {string.Join(", ", Lanes.All)}"));
        if (state is not null && (!Enum.TryParse<LedgerState>(state, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(state[0])))
            return Problems.Invalid(new FieldError("state", $"one of {string.Join(", ", Enum.GetNames<LedgerState>())}"));
        if (Place(after) is not { } place)
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        var entries = await LedgerTable.ListAsync(store, peer, Lanes.Find(lane), state is null ? null : Enum.Parse<LedgerState>(state, ignoreCase: true), place, Cursor.Limit(limit) + 1, cancellation);
        return TypedResults.Ok(Page<LedgerEntry>.Of(entries, Cursor.Limit(limit), entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Epoch}|{entry.Block}|{(int)entry.Lane}")));
    }

    private static (long Epoch, long Block, int Lane)? Place(string? after) =>
        after is null ? (long.MaxValue, 0, 0)
        : Cursor.Read(after)?.Split('|') is [var epoch, var block, var lane] && long.TryParse(epoch, out var e) && long.TryParse(block, out var b) && int.TryParse(lane, out var l) ? (e, b, l) : null;
}
