using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts.Alarms;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Alarms.Rules;

/// <summary>The rules in force: the node's own, then the defaults. A change made by another process of the node holds here a second later.</summary>
internal sealed class RuleBook(IDbContextFactory<AlarmsDbContext> databases, NodeInfo node, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private volatile Kept? kept;

    public async Task<AlarmAction> FindAsync(string type, string division, CancellationToken cancellation) =>
        (await ReadAsync(cancellation)).Rules.Concat(AlarmRule.Defaults).First(rule => rule.Fits(type, division)).Action;

    /// <summary>The node's own rules and their number.</summary>
    public async Task<(int Version, IReadOnlyList<AlarmRule> Rules)> ReadAsync(CancellationToken cancellation)
    {
        if (kept is { } fresh && TimeProvider.System.GetElapsedTime(fresh.Read) < Fresh)
            return (fresh.Version, fresh.Rules);
        var read = TimeProvider.System.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rules = await db.Rules.AsNoTracking().OrderBy(rule => rule.Number).ToListAsync(cancellation);
        var version = await db.RuleSets.AsNoTracking().Select(set => set.Version).FirstOrDefaultAsync(cancellation);
        kept = new(version, rules, read);
        return (version, rules);
    }

    /// <summary>Replaces the node's own rules.</summary>
    /// <returns>False when somebody else replaced them since the version named.</returns>
    public async Task<bool> ReplaceAsync(int version, IReadOnlyList<AlarmRule> rules, string by, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var set = await db.RuleSets.FirstOrDefaultAsync(cancellation);
        if ((set?.Version ?? 0) != version)
            return false;
        if (set is null)
            db.Add(new RuleSet(1, 1));
        else
            db.Entry(set).CurrentValues.SetValues(set with { Version = version + 1 });
        db.Append(new RulesChanged(version + 1, [.. rules.Select(rule => $"{rule.Pattern} {rule.Division} {rule.Action.ToString().ToLowerInvariant()}")], by, node.Id, clock.GetUtcNow()));
        try
        {
            await db.TransactAsync(Contracts.Lane.Normal, async () =>
            {
                await db.Rules.ExecuteDeleteAsync(CancellationToken.None);
                db.AddRange(rules);
            }, cancellation);
        }
        catch (DbUpdateException)
        {
            return false;
        }
        finally
        {
            kept = null;
        }
        return true;
    }

    private sealed record Kept(int Version, IReadOnlyList<AlarmRule> Rules, long Read);
}

/// <summary>The number of the rules: one row.</summary>
internal sealed record RuleSet(int Id, int Version);
