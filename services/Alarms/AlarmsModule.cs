using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Alarms.Desk;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Escalation;
using SmartCity.Alarms.Notification;
using SmartCity.Alarms.Raising;
using SmartCity.Alarms.Records;
using SmartCity.Alarms.Rules;
using SmartCity.Alarms.Wall;
using SmartCity.Desks;
using SmartCity.Alarms.Live;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;

namespace SmartCity.Alarms;

/// <summary>Alarms 报警: urgent events that somebody must answer, who is on duty, and what happens when nobody does.</summary>
public sealed class AlarmsModule : IModule
{
    internal const string RouteName = "alarms";

    public string Name => "Alarms";

    public string Route => RouteName;

    public void Configure(ModuleBuilder module)
    {
        module.Options<AlarmsOptions>()
            .Check<AlarmsOptions>(AlarmsOptionsCheck.Mistakes)
            .Database<AlarmsDbContext>()
            .Subscriber<OnUrgentEvents, AlarmsDbContext>("alarms.urgent", LogScope.All)
            .Subscriber<OnEndings, AlarmsDbContext>("alarms.endings", LogScope.All)
            .Loop<EscalationLoop>()
            .Loop<DeliveryLoop>()
            .Desk(new Desks.Desk(typeof(AlarmsPage), ("报警台", "Alarms"), "notifications_active", RouteName, "read", 300) { Badge = typeof(RingingBadge) })
            .InFrame<AlarmBell>(FrameSlot.TopBar)
            .InFrame<AlarmBanner>(FrameSlot.Banner)
            .Figure<RingingFigure>()
            .WallLayer<OpenAlarms>();
        module.Services.AddSingleton<AlarmRaiser>();
        module.Services.AddSingleton<AlarmDesk>();
        module.Services.AddSingleton<RuleBook>();
        module.Services.AddSingleton<DutyDesk>();
        module.Services.AddHostedService(provider => provider.GetRequiredService<DutyDesk>());
        module.Services.AddSingleton<Senders>();
        module.Services.AddSingleton<Notices>();
        module.Services.AddSingleton<DeliveryDesk>();
        module.Services.AddSingleton<AlarmNewsReader>();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        AlarmEndpoints.Map(routes);
        RuleEndpoints.Map(routes);
        DutyEndpoints.Map(routes);
        DeliveryEndpoints.Map(routes);
        StreamEndpoints.Map(routes);
    }
}
