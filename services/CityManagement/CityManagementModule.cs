using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Components;
using SmartCity.CityManagement.Desk;
using SmartCity.CityManagement.Grids;
using SmartCity.CityManagement.Opening;
using SmartCity.CityManagement.Requests;
using SmartCity.CityManagement.Wall;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Desks;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;

namespace SmartCity.CityManagement;

/// <summary>City management 数字城管: responsibility grids, components, cases and their life cycle on two axes.</summary>
public sealed class CityManagementModule : IModule
{
    internal const string RouteName = "city-management";

    public string Name => "CityManagement";

    public string Route => RouteName;

    public void Configure(ModuleBuilder module)
    {
        module.Options<CityManagementOptions>()
            .Check<CityManagementOptions>(CityManagementOptions.Mistakes)
            .Database<CityManagementDbContext>()
            .Subscriber<OnExceedance, CityManagementDbContext>("city-management.exceedances")
            .Subscriber<OnReported, CityManagementDbContext>("city-management.duplicates")
            .Subscriber<OnRequests, CityManagementDbContext>("city-management.requests")
            .Subscriber<OnCaseSteps, CityManagementDbContext>("city-management.copies", LogScope.All)
            .Loop<DeadlineLoop>().Loop<CaseFigures>()
            .Desk(new SmartCity.Desks.Desk(typeof(CasesPage), ("案件", "Cases"), "assignment", RouteName, "read", 100) { Badge = typeof(UrgentCases) })
            .Desk(new SmartCity.Desks.Desk(typeof(GridsPage), ("责任网格", "Grids"), "grid_on", RouteName, "read", 110))
            .Desk(new SmartCity.Desks.Desk(typeof(ComponentsPage), ("部件", "Components"), "category", RouteName, "read", 120))
            .Desk(new SmartCity.Desks.Desk(typeof(CalendarPage), ("工作日历", "Calendar"), "calendar_month", RouteName, "read", 130));
        module.Figure<OpenCasesFigure>().Figure<CaseFlowFigure>().Figure<CasesByDivisionFigure>().WallLayer<CaseLayer>();
        module.Services.AddSingleton(Limits);
        module.Services.AddSingleton<CaseNumbers>();
        module.Services.AddSingleton<CaseDesk>();
        module.Services.AddSingleton<CaseReader>();
        module.Services.AddSingleton<RequestDesk>();
        module.Services.AddSingleton<CaseActionEndpoints.Desk>();
        module.Services.AddSingleton<GridMaps>();
        module.Services.AddHostedService(provider => provider.GetRequiredService<GridMaps>());
        module.Services.AddSingleton<ComponentDesk>();
        module.Services.AddSingleton<ComponentRegistry>();
        // After the grids: it looks places up on the map.
        module.Services.AddHostedService(provider => provider.GetRequiredService<ComponentRegistry>());
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        CaseEndpoints.Map(routes);
        CaseActionEndpoints.Map(routes);
        GridEndpoints.Map(routes);
        ComponentEndpoints.Map(routes);
        CalendarEndpoints.Map(routes);
        CaseSummaryEndpoints.Map(routes);
    }

    private static CaseLimits Limits(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CityManagementOptions>>().Value;
        return new(CalendarFile.Load(CityManagementOptions.Resolve(options.Calendar)), LimitFile.Load(CityManagementOptions.Resolve(options.Limits)));
    }
}
