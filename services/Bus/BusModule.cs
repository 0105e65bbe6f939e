using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Sidecar;
using SmartCity.Bus.Errors;
using SmartCity.Bus.Importing;
using SmartCity.Bus.Publishing;
using SmartCity.Bus.State;
using SmartCity.Kernel.Modules;

namespace SmartCity.Bus;

/// <summary>Joins the node to the processes of its site that do not share its database: events leave to topics and come in from queues.</summary>
public sealed class BusModule : IModule
{
    public string Name => "Bus";

    public string Route => "bus";

    public void Configure(ModuleBuilder module)
    {
        module.Options<BusOptions>().Check<BusOptions>(BusOptionsCheck.Find).Database<BusDbContext>().Keeps<CursorKeeper>();
        module.Services.AddSingleton<BrokerConnection>();
        module.Services.AddSingleton<Cursors>();
        module.Services.AddSingleton<LineState>();
        module.Services.AddSingleton<Backlogs>();
        module.Services.AddSingleton<BusReport>();
        module.Services.AddSingleton<Importer>();
        module.Services.AddSingleton<ImportState>();
        module.Services.AddSingleton<ImportBus>();
        module.Services.AddSingleton<ErrorQueues>();
        switch (Via(module))
        {
            case BusVia.RabbitMq:
                module.Services.AddSingleton<IEventSinks, RabbitSinks>();
                PublishLoop.AddAll(module);
                module.Loop<BusWatchLoop>().Loop<ForgetLoop>().Loop<BusFigures>();
                if (module.Configuration.GetSection("Bus:Imports").Exists())
                    module.Loop<ImportLoop>();
                break;
            case BusVia.Dapr:
                module.Services.AddSingleton<IEventSinks, DaprSinks>();
                PublishLoop.AddAll(module);
                module.Loop<BusWatchLoop>().Loop<ForgetLoop>().Loop<BusFigures>();
                break;
        }
    }

    // Loops are chosen before options are bound; a word that is none stops the start when they are checked.
    private static BusVia Via(ModuleBuilder module) => Enum.TryParse<BusVia>(module.Configuration["Bus:Via"], ignoreCase: true, out var via) ? via : BusVia.None;

    public void Map(IEndpointRouteBuilder routes)
    {
        StateEndpoints.Map(routes);
        ErrorEndpoints.Map(routes);
    }

    public void MapRoot(IEndpointRouteBuilder root) => DaprEndpoints.Map(root);
}
