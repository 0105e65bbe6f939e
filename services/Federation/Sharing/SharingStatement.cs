using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>A policy and who decided it.</summary>
/// <param name="AfterPosition">It holds for events after this position of our log.</param>
/// <param name="Since">When it was decided; null for the first, which nobody decided: all that may travel is shared.</param>
/// <param name="By">Who decided it.</param>
/// <param name="Reason">Why.</param>
/// <param name="WithheldTypes">What it does not let out.</param>
internal sealed record PolicyDecision(long AfterPosition, DateTimeOffset? Since, string? By, string? Reason, IReadOnlyList<string> WithheldTypes);

/// <summary>One type of event in the statement.</summary>
/// <param name="Type">The type.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Shared">Whether it is let out now.</param>
/// <param name="Since">Since when that is so; null when it always was.</param>
/// <param name="Events">Events let out so far.</param>
/// <param name="Bytes">Their data.</param>
/// <param name="Withheld">Events that were not let out, by the policy of their time.</param>
/// <param name="First">When the first of all was recorded.</param>
/// <param name="Last">When the last was.</param>
internal sealed record SharedType(string Type, Lane Lane, bool Shared, DateTimeOffset? Since, long Events, long Bytes, long Withheld, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>What this node has shared, with whom, since when, by which policy.</summary>
internal sealed record SharingStatementView(
    string Peer, string Name, string Url, DateTimeOffset Enrolled, PolicyDecision Policy, IReadOnlyList<SharedType> Types, IReadOnlyList<PolicyDecision> History, IReadOnlyList<Backfill> Backfills);

/// <summary>What a change of policy would do to one type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Change"><c>begins</c> to be let out, or <c>ends</c>.</param>
/// <param name="PerDay">How many of it are made a day, of those counted so far.</param>
/// <param name="Events">Events of the type that were let out so far: they stay where they are.</param>
/// <param name="Withheld">Events of the type that are withheld and stay so: only a back-fill would share them.</param>
/// <param name="Examples">The newest, without what may be personal.</param>
internal sealed record TypePreview(string Type, Lane Lane, string Change, double PerDay, long Events, long Withheld, IReadOnlyList<EventExample> Examples);

/// <summary>An event as an example: texts are replaced by their length.</summary>
internal sealed record EventExample(DateTimeOffset RecordedTime, string Division, JsonElement Data);

/// <summary>Puts together the county's own account of what it shares.</summary>
internal sealed class SharingStatement(SharingPolicies policies, TypeCounts counts, BackfillList backfills, EventLog log, NodeStore store, NodeInfo node)
{
    private const int Examples = 3;

    public async Task<SharingStatementView> ReadAsync(Nodes.Upstream with, CancellationToken cancellation)
    {
        var history = await DecisionsAsync(with.Node, cancellation);
        var counted = await counts.ReadAsync(with.Node, cancellation);
        return new(with.Node, with.Name, with.Url, with.Enrolled, history[^1], [.. Travelling().Select(type => Shared(type, history, counted.GetValueOrDefault(type.Name)))],
            history, [.. (await backfills.ListAsync(cancellation)).Where(backfill => backfill.Peer == with.Node)]);
    }

    /// <summary>What would change if the policy were this one.</summary>
    public async Task<IReadOnlyList<TypePreview>> PreviewAsync(string peer, IReadOnlyList<string> withheld, CancellationToken cancellation)
    {
        var now = (await policies.ListAsync(peer, cancellation))[^1].WithheldTypes;
        var counted = await counts.ReadAsync(peer, cancellation);
        var previews = new List<TypePreview>();
        foreach (var type in Travelling().Where(type => now.Contains(type.Name) != withheld.Contains(type.Name)))
        {
            var count = counted.GetValueOrDefault(type.Name);
            previews.Add(new(type.Name, type.Lane, withheld.Contains(type.Name) ? "ends" : "begins", PerDay(count), count?.Shared ?? 0, count?.Withheld ?? 0,
                count is null ? [] : await ExamplesAsync(type, count.LastPosition, cancellation)));
        }
        return previews;
    }

    private static IEnumerable<EventType> Travelling() => EventTypes.All.Where(type => type.Travels.HasFlag(Travels.Up));

    private static SharedType Shared(EventType type, IReadOnlyList<PolicyDecision> history, TypeCount? count)
    {
        var shared = !history[^1].WithheldTypes.Contains(type.Name);
        var since = history.Reverse().TakeWhile(decision => decision.WithheldTypes.Contains(type.Name) != shared).LastOrDefault()?.Since;
        return new(type.Name, type.Lane, shared, since, count?.Shared ?? 0, count?.SharedBytes ?? 0, count?.Withheld ?? 0, count?.First, count?.Last);
    }

    private static double PerDay(TypeCount? count) =>
        count is null ? 0 : Math.Round((count.Shared + count.Withheld) / Math.Max(1, (count.Last - count.First).TotalDays), 1);

    private async Task<List<PolicyDecision>> DecisionsAsync(string peer, CancellationToken cancellation)
    {
        var list = await policies.ListAsync(peer, cancellation);
        var told = list.Count == 1 ? [] : (await log.ReadAtAsync(Lane.Normal, [.. list.Skip(1).Select(policy => policy.AfterPosition)], cancellation)).ToDictionary(envelope => envelope.Position);
        return [.. list.Select(policy => told.TryGetValue(policy.AfterPosition, out var envelope) && EventJson.Read(envelope) is SharingPolicyChanged decided
            ? new PolicyDecision(policy.AfterPosition, decided.At, decided.CallerId, decided.Reason, policy.WithheldTypes)
            : new PolicyDecision(policy.AfterPosition, null, null, null, policy.WithheldTypes))];
    }

    private async Task<IReadOnlyList<EventExample>> ExamplesAsync(EventType type, long last, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("""
            select recorded, division, data from kernel_log
            where lane = @p0 and position <= @p1 and position > @p2 and type = @p3 and origin = @p4 order by position desc limit @p5
            """, (int)type.Lane, last, last - 20_000, type.Name, node.Id, Examples);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var examples = new List<EventExample>();
        while (await row.ReadAsync(cancellation))
            examples.Add(new(Instant.FromMicroseconds(row.GetInt64(0)), row.GetString(1), Redaction.Show((byte[])row.GetValue(2))));
        return examples;
    }
}
