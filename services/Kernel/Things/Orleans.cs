using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Things;

internal static class OrleansHosting
{
    /// <summary>One silo a process: alone on SQLite, a cluster by the shared database on PostgreSQL. Placement and single writer, nothing else.</summary>
    public static void AddThings(this WebApplicationBuilder builder, ChosenModules modules) => builder.UseOrleans(silo =>
    {
        var node = builder.Configuration.GetSection("Node").Get<NodeOptions>() ?? new();
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
            type => type.Namespace?.StartsWith("SmartCity", StringComparison.Ordinal) == true, EventJson.Options));
        // What a thing throws means the same to a caller in another process: whether trying again helps.
        silo.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.UnionWith(["SmartCity", "Npgsql"]));
        silo.AddIncomingGrainCallFilter<TransientFailures>();
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (ClusterOf(node), ClusterOf(node)));
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(10));
        // A process holds the things of its own modules; those of others live where their modules run.
        silo.Services.PostConfigure<GrainTypeOptions>(types => types.Classes.RemoveWhere(modules.IsForeign));
        if (TelemetryHosting.IsSent(builder.Configuration))
            silo.AddActivityPropagation();
        if (node.OnPostgres)
            AddCluster(silo, node);
        else
            AddAlone(silo, node);
    });

    /// <summary>Name of the cluster that the processes of a node form.</summary>
    public static string ClusterOf(NodeOptions node) => "node-" + node.Id;

    private static void AddAlone(ISiloBuilder silo, NodeOptions node)
    {
        var address = OwnLoopback();
        var own = new IPEndPoint(address, FreePort(address));
        silo.UseDevelopmentClustering(own);
        silo.Configure<EndpointOptions>(endpoint => (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort, endpoint.SiloListeningEndpoint) = (own.Address, own.Port, 0, own));
    }

    private static void AddCluster(ISiloBuilder silo, NodeOptions node)
    {
        silo.UseAdoNetClustering(membership =>
        {
            membership.Invariant = "Npgsql";
            membership.ConnectionString = new NpgsqlConnectionStringBuilder(node.Database) { MaxPoolSize = 4, KeepAlive = 10, ApplicationName = "silo membership" }.ToString();
        });
        silo.Configure<EndpointOptions>(endpoint =>
        {
            var listen = IPAddress.Parse(node.Silo.Listen);
            if (node.Silo.Port == 0 && node.Silo.Advertised is null && listen.Equals(IPAddress.Loopback))
                listen = OwnLoopback();
            endpoint.SiloPort = node.Silo.Port == 0 ? FreePort(listen) : node.Silo.Port;
            // Nobody calls from outside the cluster.
            endpoint.GatewayPort = 0;
            endpoint.AdvertisedIPAddress = node.Silo.Advertised is { } advertised ? IPAddress.Parse(advertised) : listen;
            endpoint.SiloListeningEndpoint = new IPEndPoint(listen, endpoint.SiloPort);
        });
        silo.Configure<Orleans.Configuration.SiloOptions>(process => process.SiloName = NodeProcess.NameOf(node));
        // Each new thing goes to any process that has its module: over many things the work is spread.
        silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
        silo.Configure<ClusterMembershipOptions>(Tune);
    }

    // A process that is silent for some four seconds is declared dead by any one other, and its things live on elsewhere. One
    // that only seemed dead ends when it reads so; the database refuses what it does on outdated versions until then.
    private static void Tune(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 1;
        membership.EnableIndirectProbes = false;
        membership.ExtendProbeTimeoutDuringDegradation = false;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    // A port is free when it is looked for and may be another process's when it is used. On one address for all, a silo that meets
    // another's table at its own endpoint takes it for its past and declares it dead; so each has an address of 127.0.0.0/8 to
    // itself where the system answers for all of them.
    private static IPAddress OwnLoopback() =>
        OperatingSystem.IsLinux() ? new([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(256), (byte)Random.Shared.Next(1, 255)]) : IPAddress.Loopback;

    private static int FreePort(IPAddress address)
    {
        using var probe = new TcpListener(address, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
