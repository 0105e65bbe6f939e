using Microsoft.EntityFrameworkCore;
using SmartCity.CityManagement.Requests;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Cases;

/// <summary>Reads cases, own and copies.</summary>
internal sealed class CaseReader(IDbContextFactory<CityManagementDbContext> databases, NodeInfo node)
{
    /// <summary>The case: this node's own where there is one, else the copy. An id that two other homes use needs the home named.</summary>
    public async Task<Case?> FindAsync(string id, string? home, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Cases.AsNoTracking().Where(it => it.Id == id && (home == null || it.Home == home)).ToListAsync(cancellation);
        return found.OrderByDescending(it => it.Home == node.Id).ThenByDescending(it => it.UpdatedAt).FirstOrDefault();
    }

    public async Task<IReadOnlyList<CaseStepRow>> HistoryAsync(Case it, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Steps.AsNoTracking().Where(step => step.Home == it.Home && step.CaseId == it.Id).OrderBy(step => step.Step).ToListAsync(cancellation);
    }

    /// <summary>How the reporter of a case of this node can be reached; null when nobody said, or the case is another's.</summary>
    public async Task<CaseContact?> ContactAsync(Case it, CancellationToken cancellation)
    {
        if (it.Home != node.Id)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Contacts.AsNoTracking().FirstOrDefaultAsync(contact => contact.CaseId == it.Id, cancellation);
    }

    public async Task<IReadOnlyList<CaseRequest>> RequestsAsync(Case it, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Requests.AsNoTracking().Where(request => request.Home == it.Home && request.CaseId == it.Id).OrderBy(request => request.At).ToListAsync(cancellation);
    }

    /// <summary>Cases that are not over, counted by the database.</summary>
    public async Task<IReadOnlyList<CaseCount>> CountAsync(IReadOnlyList<string> divisions, DateTimeOffset now, CancellationToken cancellation)
    {
        var soon = now + CaseQuery.Soon;
        CaseState[] over = [CaseState.Refused, CaseState.Closed, CaseState.Voided];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Cases.AsNoTracking().Where(it => divisions.Contains(it.Division) && !over.Contains(it.State))
            .GroupBy(it => new { it.Home, it.Division, it.State })
            .Select(group => new CaseCount(group.Key.Home, group.Key.Division, group.Key.State, group.Count(),
                group.Count(it => it.Overdue || it.State == CaseState.Dispatched && it.Deadline < now),
                group.Count(it => it.Urges > 0 || it.Overdue || it.State == CaseState.Dispatched && it.Deadline < soon),
                group.Max(it => it.UpdatedAt)))
            .ToListAsync(cancellation);
    }

    /// <summary>One page and one case more.</summary>
    public async Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await query.Apply(db.Cases.AsNoTracking(), now).ToListAsync(cancellation);
    }
}
