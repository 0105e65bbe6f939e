using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Desks;
using SmartCity.Federation.Desk;
using SmartCity.Federation.Links;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Federation.Tracing;
using SmartCity.Federation.Wall;
using SmartCity.Kernel.Modules;

namespace SmartCity.Federation;

/// <summary>Joins this node to others: who may link, what travels, and how far everybody has come.</summary>
public sealed class FederationModule : IModule
{
    public string Name => "Federation";

    public string Route => "federation";

    public void Configure(ModuleBuilder module)
    {
        module.Options<FederationOptions>().Database<FederationDbContext>();
        module.Services.AddSingleton<NodeKeys>();
        module.Services.AddSingleton<Peers>();
        module.Services.AddSingleton<Enrolments>();
        module.Services.AddSingleton<UpstreamLink>();
        module.Services.AddSingleton<LinkClient>();
        module.Services.AddSingleton<LinkStates>();
        module.Services.AddSingleton<LinkReceiver>();
        module.Services.AddSingleton<LinkReport>();
        module.Services.AddSingleton<SharingPolicies>();
        module.Services.AddSingleton<Ledger>();
        module.Services.AddSingleton<BackfillList>();
        module.Services.AddSingleton<LedgerPeer>();
        module.Services.AddSingleton<Backlogs>();
        module.Services.AddSingleton<LinkHistory>();
        module.Services.AddSingleton<TypeCounts>();
        module.Services.AddSingleton<SharingStatement>();
        module.Services.AddSingleton<Stories>();
        module.Services.AddSingleton<EventTraces>();
        module.Services.AddSingleton<DoneEvents>();
        module.Services.AddSingleton<OwnEvents>();
        module.Services.AddSingleton<Recovery>();
        module.Loop<HelloLoop>().Loop<LinkWatchLoop>().Loop<LinkTellLoop>().Loop<LedgerLoop>().Loop<BackfillLoop>().Loop<LinkHistoryLoop>().Loop<LogScanLoop>().Loop<LinkFigures>();
        UplinkLoop.AddAll(module);
        DownlinkLoop.AddAll(module);
        module.Keeps<LinkKeeper>();
        module.Figure<CountyLinks>().WallLayer<LinkLayer>();
        FederationDesks.AddTo(module);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        EnrolmentEndpoints.Map(routes);
        NodeEndpoints.Map(routes);
        LinkEndpoints.Map(routes);
        LinkReportEndpoints.Map(routes);
        PolicyEndpoints.Map(routes);
        RestoreEndpoints.Map(routes);
        TraceEndpoints.Map(routes);
    }
}
