using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.CityManagement;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Opening;

/// <summary>Proposes earlier open cases of the same class, near in place and time, as what a new one may be over again. Merges nothing.</summary>
internal sealed class OnReported : Subscriber<CityManagementDbContext>
{
    private const double DegreesPerMetre = 1 / 111_000.0;
    private readonly NodeInfo node;
    private readonly CityManagementOptions options;

    public OnReported(IGrainFactory grains, NodeInfo node, IOptions<CityManagementOptions> options)
    {
        (this.node, this.options) = (node, options.Value);
        On<CaseReported>(async (reported, delivery, db, cancellation) =>
        {
            var others = await NearAsync(reported, db, cancellation);
            if (others.Count > 0)
                await grains.GetGrain<ICaseGrain>(reported.CaseId).DoAsync(new(CaseAction.ProposeDuplicates, "system") { Others = others }, delivery.Cause);
        });
    }

    private async Task<IReadOnlyList<string>> NearAsync(CaseReported reported, CityManagementDbContext db, CancellationToken cancellation)
    {
        if (reported is not { Longitude: { } longitude, Latitude: { } latitude })
            return [];
        var reach = options.DuplicateMetres * DegreesPerMetre;
        var wider = reach / Math.Max(0.1, Math.Cos(double.DegreesToRadians(latitude)));
        var since = reported.At - options.DuplicateWithin;
        CaseState[] over = [CaseState.Refused, CaseState.Closed, CaseState.Voided];
        var near = await db.Cases.AsNoTracking().Where(it => it.Home == node.Id && it.Id != reported.CaseId && it.Kind == reported.Kind
                && it.Class == reported.Class && it.SubClass == reported.SubClass && it.ReportedAt >= since && it.ReportedAt <= reported.At
                && it.Longitude >= longitude - wider && it.Longitude <= longitude + wider && it.Latitude >= latitude - reach && it.Latitude <= latitude + reach
                && !over.Contains(it.State))
            .Select(it => new { it.Id, it.ReportedAt, Longitude = it.Longitude!.Value, Latitude = it.Latitude!.Value }).ToListAsync(cancellation);
        var here = new Position(longitude, latitude);
        return [.. near.Where(it => it.ReportedAt < reported.At || string.CompareOrdinal(it.Id, reported.CaseId) < 0)
            .Select(it => (it.Id, Metres: here.DistanceMetres(new Position(it.Longitude, it.Latitude))))
            .Where(it => it.Metres <= options.DuplicateMetres).OrderBy(it => it.Metres).Select(it => it.Id).Take(10)];
    }
}
