using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.CityManagement.Cases;

/// <summary>Looks for deadlines that have passed and has their cases say so, once for a deadline.</summary>
internal sealed class DeadlineLoop(
    IDbContextFactory<CityManagementDbContext> databases, IGrainFactory grains, NodeStore store, NodeInfo node, IOptions<CityManagementOptions> options, TimeProvider clock)
    : Loop("city-management deadlines")
{
    private const int AtATime = 200;
    private readonly Lease lease = new(store, "city-management deadlines");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var id in await lease.HoldAsync(cancellation) ? await LateAsync(cancellation) : [])
                await grains.GetGrain<ICaseGrain>(id).DoAsync(new CaseCommand(CaseAction.MarkOverdue, "system"), null);
            Beat();
            await Task.Delay(options.Value.DeadlinePoll, clock, cancellation);
        }
    }

    private async Task<List<string>> LateAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Cases.Where(it => it.Home == node.Id && it.State == CaseState.Dispatched && !it.Overdue && it.Deadline < now)
            .OrderBy(it => it.Deadline).Select(it => it.Id).Take(AtATime).ToListAsync(cancellation);
    }
}
