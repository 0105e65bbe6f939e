using Microsoft.EntityFrameworkCore;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>Reads components, sets their state, and tells reports what they are about.</summary>
internal sealed class ComponentDesk(IDbContextFactory<CityManagementDbContext> databases, ComponentRegistry registry, TimeProvider clock)
{
    public async Task<Component?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Components.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id, cancellation);
    }

    /// <summary>One page and one component more.</summary>
    public async Task<IReadOnlyList<Component>> ListAsync(ComponentQuery query, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await query.Apply(db.Components.AsNoTracking()).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Case>> OpenCasesAsync(string id, CancellationToken cancellation)
    {
        CaseState[] over = [CaseState.Refused, CaseState.Closed, CaseState.Voided];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Cases.AsNoTracking().Where(it => it.Component == id && !over.Contains(it.State)).OrderBy(it => it.ReportedAt).ThenBy(it => it.Id).ToListAsync(cancellation);
    }

    /// <summary>Sets the state and tells it; the state it is in already changes nothing.</summary>
    public async Task<Component> SetStateAsync(Component before, ComponentState state, string? reason, string by, CancellationToken cancellation)
    {
        if (before.State == state)
            return before;
        var now = clock.GetUtcNow();
        var after = before.InState(state, now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Replace(before, after);
        db.Append(new ComponentChanged(after.Id, after.Division, after.Class, after.SubClass, after.Name, after.Longitude, after.Latitude, after.Grid,
            ComponentStateNames.Name(before.State), ComponentStateNames.Name(state), reason, after.Version, by, now));
        await db.SaveChangesAsync(cancellation);
        return after;
    }

    /// <summary>
    /// Fills what a report leaves open out of the component it names. An id the registry does not have is a mistake where the
    /// registry of its division is loaded; elsewhere nobody can tell, and the report stays as it is.
    /// </summary>
    public async Task<(ReportRequest Report, FieldError? Mistake, string? ForeignDivision)> CompleteAsync(ReportRequest report, Caller caller, CancellationToken cancellation)
    {
        if (ComponentId.TryParse(report.Component, ComponentIdForm.Current, out var id) != CodeError.None)
            return (report, null, null);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var component = await db.Components.AsNoTracking().FirstOrDefaultAsync(it => it.Id == id!.Value, cancellation);
        if (component is null && (registry.IsLoading || !await db.Components.AnyAsync(it => it.Division == id!.Division, cancellation)))
            return (report, null, null);
        if (!caller.MayIn(id!.Division))
            return (report, null, id.Division);
        return component is not null
            ? (report.About(component), null, null)
            : (report, new("component", $"expected a component of the registry of {id.Division}, which has no {id.Value}; leave it out if the number cannot be read"), null);
    }
}
