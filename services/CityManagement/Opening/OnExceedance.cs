using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts.Codes;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Opening;

/// <summary>A case for every exceedance of this home, given at once to whoever answers for the grid.</summary>
internal sealed class OnExceedance : Subscriber<CityManagementDbContext>
{
    private const string System = "system";

    public OnExceedance(IGrainFactory grains, GridMaps maps, NodeInfo node, IOptions<CityManagementOptions> options, ILogger<OnExceedance> logger) =>
        On<LimitExceeded>(async (exceeded, delivery, _, _) =>
        {
            if (!node.IsHomeOf(exceeded.Division))
                return;
            var opening = Opening(exceeded, maps.Current, options.Value);
            var answer = await grains.GetGrain<ICaseGrain>(opening.CaseId).OpenAsync(opening, delivery.Cause);
            CityManagementLog.OpenedForExceedance(logger, opening.CaseId, exceeded.ExceedanceId, answer.State);
        });

    /// <summary>What is to be opened; the same exceedance always gives the same id.</summary>
    internal static CaseOpening Opening(LimitExceeded exceeded, GridMap map, CityManagementOptions options)
    {
        var grid = map.At(new Position(exceeded.Longitude, exceeded.Latitude));
        var description = string.Create(CultureInfo.InvariantCulture,
            $"{exceeded.StationName}（{exceeded.StationId}）{exceeded.FactorName} {exceeded.Value} {exceeded.Unit}，超过限值 {exceeded.Limit} {exceeded.Unit}");
        return new(CaseNumbers.Derived(exceeded.Division, exceeded.At, exceeded.ExceedanceId), exceeded.Division, CaseKinds.Occurrence,
            options.ExceedanceClass, options.ExceedanceSubClass, grid?.Level ?? "B", description, "exceedance", System)
        {
            Longitude = exceeded.Longitude,
            Latitude = exceeded.Latitude,
            Grid = grid?.Code,
            Community = grid?.Community,
            SourceId = exceeded.ExceedanceId,
            RequestKey = "exceedance|" + exceeded.ExceedanceId,
            AtOnce = AtOnce(grid),
        };
    }

    // Dispatched at once where somebody answers for the grid; otherwise it waits for the dispatcher, and says why.
    private static IReadOnlyList<CaseCommand> AtOnce(Grid? grid)
    {
        var accept = new CaseCommand(CaseAction.Accept, System) { Text = "监测数据自动受理" };
        if (grid?.Responsible is not { } responsible)
            return [accept, new(CaseAction.Establish, System) { Text = grid is null ? "没有责任网格覆盖该位置，等待派遣" : $"责任网格 {grid.Code} 没有责任人，等待派遣" }];
        return
        [
            accept,
            new(CaseAction.Establish, System),
            new(CaseAction.Dispatch, System) { Responsible = responsible.Id, ResponsibleName = responsible.Name, ResponsibleKind = "person", Text = $"自动派遣至责任网格 {grid.Code} 的责任人" },
        ];
    }
}
