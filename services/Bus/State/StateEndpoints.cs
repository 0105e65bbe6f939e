using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartCity.Kernel.Rights;

namespace SmartCity.Bus.State;

/// <summary>How the bus is.</summary>
internal static class StateEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/state", async (BusReport report, CancellationToken cancellation) => TypedResults.Ok(await report.ReadAsync(cancellation))).RequireRight("bus", "read");
}
