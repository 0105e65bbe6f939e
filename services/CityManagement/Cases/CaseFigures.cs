using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Figures;
using SmartCity.Kernel.Hosting;
using SmartCity.Telemetry;

namespace SmartCity.CityManagement.Cases;

/// <summary>How many cases of this home stand where, and how many are late.</summary>
internal sealed class CaseFigures : FiguresLoop
{
    private readonly IDbContextFactory<CityManagementDbContext> databases;
    private readonly NodeInfo node;
    private readonly Figure cases, overdue;

    public CaseFigures(IDbContextFactory<CityManagementDbContext> databases, NodeInfo node, IMeterFactory meters, IOptions<TelemetryOptions> options)
        : base("city-management figures", options)
    {
        (this.databases, this.node) = (databases, node);
        var meter = meters.Create("SmartCity.CityManagement");
        cases = Gauge(meter, "smartcity.cases", "{case}", "Cases of this home by state");
        overdue = Gauge(meter, "smartcity.cases.overdue", "{case}", "Cases of this home that missed their deadline and are not dealt with yet");
    }

    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var counts = await db.Cases.Where(it => it.Home == node.Id).GroupBy(it => it.State).Select(group => new { State = group.Key, Count = group.Count() }).ToListAsync(cancellation);
        cases.Set(Enum.GetValues<CaseState>().Select(state => new Measurement<double>(
            counts.FirstOrDefault(count => count.State == state)?.Count ?? 0, new KeyValuePair<string, object?>("state", CaseRules.Name(state)))));
        overdue.Set([new(await db.Cases.CountAsync(it => it.Home == node.Id && it.State == CaseState.Dispatched && it.Overdue, cancellation))]);
    }
}
