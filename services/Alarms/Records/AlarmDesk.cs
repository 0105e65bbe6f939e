using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Records;

/// <summary>Why nothing was done to an alarm.</summary>
/// <param name="Name">Stable word.</param>
/// <param name="Detail">In words, with what helps.</param>
internal sealed record AlarmRefusal(string Name, string Detail);

/// <summary>Reads alarms, and does to them what officers ask for. Who may do it is looked at before.</summary>
internal sealed class AlarmDesk(IDbContextFactory<AlarmsDbContext> databases, IOptions<AlarmsOptions> options, TimeProvider clock)
{
    private const int MostTries = 5;

    public async Task<Alarm?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Alarms.AsNoTracking().FirstOrDefaultAsync(alarm => alarm.Id == id, cancellation);
    }

    public async Task<IReadOnlyList<Alarm>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Alarms.AsNoTracking().Where(alarm => ids.Contains(alarm.Id)).ToListAsync(cancellation);
    }

    /// <summary>One page and one alarm more.</summary>
    public async Task<IReadOnlyList<Alarm>> ListAsync(AlarmQuery query, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await query.Apply(db.Alarms.AsNoTracking()).ToListAsync(cancellation);
    }

    /// <summary>How many alarms there are of each rank that is not over.</summary>
    public async Task<IReadOnlyDictionary<int, int>> CountAsync(IReadOnlyList<string> divisions, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Alarms.AsNoTracking().Where(alarm => alarm.Rank < AlarmRank.Over && divisions.Contains(alarm.Division))
            .GroupBy(alarm => alarm.Rank).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
    }

    public async Task<IReadOnlyList<AlarmLine>> HistoryAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Lines.AsNoTracking().Where(line => line.AlarmId == id).OrderBy(line => line.Number).ToListAsync(cancellation);
    }

    public Task<(Alarm? Alarm, AlarmRefusal? Refusal)> AcknowledgeAsync(string id, string? note, Caller caller, CancellationToken cancellation) =>
        DoAsync(id, caller, alarm => alarm switch
        {
            { AcknowledgedAt: not null } => (null, new("alarm-acknowledged", $"It was acknowledged by {alarm.AcknowledgedBy} at {alarm.AcknowledgedAt:O}; add a note instead.")),
            { QuietBecause: not null } => (null, new("alarm-quiet", "It does not ring and waits for no acknowledgement; close it, or add a note.")),
            _ => (AlarmSteps.Acknowledge(alarm, caller.Id, note, options.Value.ClosesAfter, clock.GetUtcNow()), null),
        }, cancellation);

    public Task<(Alarm? Alarm, AlarmRefusal? Refusal)> CloseAsync(string id, string note, Caller caller, CancellationToken cancellation) =>
        DoAsync(id, caller, alarm => alarm.State == AlarmState.Closed
            ? (null, new("alarm-closed", $"It was closed by {alarm.ClosedBy} at {alarm.ClosedAt:O}."))
            : (AlarmSteps.Close(alarm, caller.Id, note, clock.GetUtcNow()), null), cancellation);

    public Task<(Alarm? Alarm, AlarmRefusal? Refusal)> NoteAsync(string id, string note, Caller caller, CancellationToken cancellation) =>
        DoAsync(id, caller, alarm => (AlarmSteps.Note(alarm, caller.Id, note, clock.GetUtcNow()), null), cancellation);

    /// <returns>The alarm afterwards; with a refusal, as it is; null when there is none that the caller may know of.</returns>
    private async Task<(Alarm?, AlarmRefusal?)> DoAsync(string id, Caller caller, Func<Alarm, (AlarmChange?, AlarmRefusal?)> decide, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await FindAsync(id, cancellation) is not { } alarm || !caller.MayIn(alarm.Division))
                return (null, null);
            var (change, refusal) = decide(alarm);
            if (change is null)
                return (alarm, refusal);
            await using var db = await databases.CreateDbContextAsync(cancellation);
            db.Apply(change);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return (change.After, null);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostTries)
            {
                // It was escalated, or somebody else acted, in between: decide again on what it is now.
            }
        }
    }
}
