using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Things;

internal static class OrleansHosting
{
    /// <summary>One silo a process: alone on SQLite, a cluster by the shared database on PostgreSQL. Placement and single writer, nothing else.</summary>
    public static void AddThings(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        var node = builder.Configuration.GetSection("Node").Get<NodeOptions>() ?? new();
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
            type => type.Namespace?.StartsWith("SmartCity", StringComparison.Ordinal) == true, EventJson.Options));
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("node-" + node.Id, "node-" + node.Id));
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(10));
        if (TelemetryHosting.IsSent(builder.Configuration))
            silo.AddActivityPropagation();
        var port = FreePort();
        silo.UseLocalhostClustering(port, gatewayPort: FreePort(), primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port), serviceId: "node-" + node.Id, clusterId: "node-" + node.Id);
    });

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
