using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SmartCity.Kernel.Rights;

namespace SmartCity.Federation.Links;

/// <summary>The truthful state of every link.</summary>
internal static class LinkReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/links", (LinkReport report, CancellationToken cancellation) => report.ReadAsync(cancellation)).RequireRight("federation", "read");
}
