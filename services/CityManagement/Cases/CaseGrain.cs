using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Things;

namespace SmartCity.CityManagement.Cases;

/// <summary>One case at its home.</summary>
internal interface ICaseGrain : IGrainWithStringKey
{
    /// <summary>Opens the case; opened already, nothing changes.</summary>
    Task<CaseAnswer> OpenAsync(CaseOpening opening, Cause? cause);

    /// <summary>Does one thing to it, or says why not.</summary>
    Task<CaseAnswer> DoAsync(CaseCommand command, Cause? cause);
}

internal sealed class CaseGrain(IDbContextFactory<CityManagementDbContext> databases, NodeInfo node, CaseLimits limits, TimeProvider clock)
    : ThingGrain<CityManagementDbContext, Case>(databases), ICaseGrain
{
    /// <summary>Name of the refusal to open a second case out of one request.</summary>
    public const string Repeated = "repeated";

    protected override Task<Case?> LoadAsync(CityManagementDbContext db, CancellationToken cancellation) =>
        db.Cases.AsNoTracking().FirstOrDefaultAsync(it => it.Home == node.Id && it.Id == Id, cancellation);

    public async Task<CaseAnswer> OpenAsync(CaseOpening opening, Cause? cause)
    {
        if (!node.IsHomeOf(opening.Division))
            return new(new Refusal("not-home", $"Division {opening.Division} has its home at another node; report it there.", "division"), null, 0);
        if (State is not null)
            return Stands();
        var (after, events) = Decision.Open(opening, node.Id, clock.GetUtcNow(), limits);
        try
        {
            return await SaveAsync(after, events, cause, opening.Phone);
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException && opening.RequestKey is not null)
        {
            // The unique key of what made it: somebody else was opening the same case at the same time.
            return new(new Refusal(Repeated, exception.GetBaseException().Message), null, 0);
        }
    }

    public async Task<CaseAnswer> DoAsync(CaseCommand command, Cause? cause)
    {
        if (State is null)
        {
            DeactivateOnIdle();
            return new(new Refusal("no-such-case", $"Node {node.Id} is not the home of a case {Id}."), null, 0);
        }
        if (await IsDoneAsync(cause))
            return Stands();
        var decision = Decision.On(State, command, clock.GetUtcNow(), limits);
        return decision.Refusal is { } refusal
            ? new(refusal, State.State, State.Step)
            : await SaveAsync(CaseEvolution.Evolve(State, decision.Events, node.Id), decision.Events, cause);
    }

    private async Task<CaseAnswer> SaveAsync(Case after, IReadOnlyList<ICaseStep> events, Cause? cause, string? phone = null)
    {
        await CommitAsync(after, events, cause, db =>
        {
            db.Steps.AddRange(events.Select(one => CaseHistory.Line(node.Id, one)));
            if (phone is not null)
                db.Add(new CaseContact { CaseId = after.Id, Phone = phone });
        });
        return Stands();
    }

    private CaseAnswer Stands() => new(null, State?.State, State?.Step ?? 0);
}
