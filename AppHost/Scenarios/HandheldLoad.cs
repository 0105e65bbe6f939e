using System.Globalization;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Sample;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.Scenarios;

/// <summary>Reports from handhelds 城管通, as they come over HTTP at the county's own node.</summary>
internal sealed class HandheldLoad(NodeApi county, SampleCity sample, string division, string run)
{
    public const string Source = "handheld";
    private readonly List<SampleGrid> grids = [.. sample.Grids.Where(grid => grid.Division == division)];
    private int sent;

    /// <summary>Reports the county accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Sends one report, each to another grid; the same report when it is tried again.</summary>
    /// <returns>The case's id.</returns>
    public async Task<string> ReportAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref sent);
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");
        var place = Middle(grids[number % grids.Count]);
        var answer = await county.PostAsync("/api/city-management/v1/cases", new
        {
            kind = "occurrence",
            @class = "01",
            subClass = "002",
            description = $"路边有暴露垃圾{SampleCity.Mark} {id}",
            longitude = place.Longitude,
            latitude = place.Latitude,
            source = Source,
            sourceId = id,
            reporter = "SAMPLE-COLLECTOR",
        }, cancellation, idempotencyKey: id);
        Accepted++;
        return answer.GetProperty("id").GetString()!;
    }

    private static Position Middle(SampleGrid grid) =>
        new(grid.Border.Take(4).Average(corner => corner.Longitude), grid.Border.Take(4).Average(corner => corner.Latitude));
}
