using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Figures;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;
using SmartCity.Kernel.Things;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Hosting;

/// <summary>Builds a node out of settings and the modules of the build.</summary>
public static class NodeHost
{
    /// <summary>Builds the node; run it with <c>RunAsync</c>.</summary>
    /// <param name="args">Command line settings, <c>--Node:Id=430481</c>.</param>
    /// <param name="available">The modules of this build.</param>
    /// <param name="configure">For tests: settings and services before the node is built.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names every mistake and what was possible.</exception>
    public static WebApplication Build(string[] args, IReadOnlyList<IModule> available, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error).AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddTelemetry("smartcity-node", builder.Configuration["Node:Id"] ?? "");
        AddKernel(builder);
        var modules = ChosenModules.From(builder.Configuration, available);
        builder.Services.AddSingleton(modules);
        foreach (var module in modules.List)
            module.Configure(new ModuleBuilder(module, builder.Services, builder.Configuration));
        builder.AddThings(modules);
        builder.AddNodeHttp(modules);

        var app = builder.Build();
        var pages = modules.List.OfType<IPageModule>().ToList();
        app.UseNodeHttp(pages);
        foreach (var module in modules.List)
        {
            module.Map(app.MapGroup($"/api/{module.Route}/v1").WithTags(module.Name).WithGroupName(module.Route).WithIdempotency());
            module.MapRoot(app);
        }
        foreach (var module in pages)
            module.MapPages(app);
        return app;
    }

    private static void AddKernel(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<NodeOptions>().BindConfiguration("Node").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NodeInfo>();
        services.AddSingleton<NodeStore>(provider => Store(provider.GetRequiredService<IOptions<NodeOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EventLog>();
        services.AddSingleton<Validity>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<ParkedEvents>();
        services.AddSingleton<NodeHealth>();
        services.AddOptions<RetentionOptions>().BindConfiguration("Log").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RetentionHolders>().AddSingleton<Retention>().AddSingleton<RetentionLoop>();
        services.AddSingleton<LoopSource>(provider => new(() => [provider.GetRequiredService<RetentionLoop>()]));
        services.AddOptions<DiskOptions>().BindConfiguration("Disk").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IDisk>(provider => Volume(provider.GetRequiredService<NodeStore>(), provider.GetRequiredService<IOptions<NodeOptions>>().Value, provider.GetRequiredService<IOptions<DiskOptions>>().Value));
        services.AddSingleton<DiskGuard>().AddSingleton<DiskLoop>();
        services.AddSingleton<LoopSource>(provider => new(() => [provider.GetRequiredService<DiskLoop>()]));
        services.AddSingleton<NodeProcess>().AddSingleton<ProcessLoop>();
        services.AddSingleton<LoopSource>(provider => new(() => provider.GetRequiredService<NodeStore>() is PostgresStore ? [provider.GetRequiredService<ProcessLoop>()] : []));
        services.AddSingleton<NodeFigures>();
        services.AddSingleton<LoopSource>(provider => new(() => [provider.GetRequiredService<NodeFigures>()]));
        services.AddHostedService<NodeStart>();
        services.AddHostedService<LoopSupervisor>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
    }

    // The reserve helps only on the volume that is watched; a PostgreSQL server's volume is its own affair.
    private static DiskVolume Volume(NodeStore store, NodeOptions node, DiskOptions disk)
    {
        var folder = disk.Path ?? (store as SqliteStore is { } sqlite ? Path.GetDirectoryName(sqlite.Path) : null);
        return new(folder, Path.Combine(folder ?? node.Data, "disk-reserve"), folder is null ? 0 : disk.ReserveBytes);
    }

    private static NodeStore Store(NodeOptions options, TimeProvider clock) => options.OnPostgres
        ? new PostgresStore(options.Database!, clock)
        : new SqliteStore(options.Database ?? Path.Combine(options.Data, "node.db"), clock);
}

/// <summary>The modules this node runs.</summary>
/// <param name="List">Those chosen.</param>
/// <param name="Available">Those of the build.</param>
internal sealed record ChosenModules(IReadOnlyList<IModule> List, IReadOnlyList<IModule> Available)
{
    /// <summary>Whether a class belongs to a module of the build that this process does not run.</summary>
    public bool IsForeign(Type type) =>
        Available.Any(module => module.GetType().Assembly == type.Assembly) && !List.Any(module => module.GetType().Assembly == type.Assembly);

    public static ChosenModules From(IConfiguration configuration, IReadOnlyList<IModule> available)
    {
        var wanted = configuration.GetSection("Node:Modules").Get<string[]>() ?? [];
        var unknown = wanted.Except(available.Select(module => module.Name), StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
            throw new OptionsValidationException("Node", typeof(NodeOptions),
                [$"Node:Modules names {string.Join(", ", unknown)}; this build has {string.Join(", ", available.Select(module => module.Name))}."]);
        return new(wanted.Length == 0 ? available : [.. available.Where(module => wanted.Contains(module.Name, StringComparer.OrdinalIgnoreCase))], available);
    }
}
