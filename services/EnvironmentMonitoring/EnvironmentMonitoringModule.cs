using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Desks;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.EnvironmentMonitoring.Copies;
using SmartCity.EnvironmentMonitoring.Gaps;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.EnvironmentMonitoring.Wall;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;

namespace SmartCity.EnvironmentMonitoring;

/// <summary>数字环保: monitoring stations, their readings, limits, gaps and air quality; stations call by HJ 212.</summary>
public sealed class EnvironmentMonitoringModule : IModule
{
    public string Name => "EnvironmentMonitoring";

    public string Route => "environment";

    public void Configure(ModuleBuilder module)
    {
        module.Options<EnvironmentMonitoringOptions>().Check<EnvironmentMonitoringOptions>(SettingsCheck.Mistakes).Database<EnvironmentDbContext>();
        module.Services.AddSingleton<StationBook>().AddSingleton<LimitBook>().AddSingleton<SessionBook>().AddSingleton<Admission>().AddSingleton<LineServices>()
            .AddSingleton<HostCommands>().AddSingleton<StationInitialiser>().AddSingleton<AutoRegistration>().AddSingleton<FrameDesk>().AddSingleton<StationQueries>();
        module.Figure<StationsFigure>().Figure<ExceedancesFigure>().Figure<AirFigure>().WallLayer<StationLayer>().WallLayer<AirLayer>();
        module.Loop<ReadingCommitter>().Loop<Hj212Listener>().Loop<SilenceLoop>().Loop<GapLoop>().Loop<AirQualityLoop>().Loop<RetentionLoop>()
            .Subscriber<OnOtherHomes, EnvironmentDbContext>("environment.copies", LogScope.All);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        StationEndpoints.Map(routes);
        ReadingEndpoints.Map(routes);
        CompletenessEndpoints.Map(routes);
        LimitEndpoints.Map(routes);
        ExceedanceEndpoints.Map(routes);
        GapEndpoints.Map(routes);
        AirQualityEndpoints.Map(routes);
        CommandEndpoints.Map(routes);
        ListenerEndpoints.Map(routes);
        AirQualityNowEndpoints.Map(routes);
    }
}
