using System.Diagnostics.Metrics;
using SmartCity.Gateway.Directories;

namespace SmartCity.Gateway.Figures;

/// <summary>What the gateway counts beside the framework's own figures of HTTP.</summary>
internal sealed class GatewayMetrics : IHostedService
{
    private readonly Counter<long> refusals;

    public GatewayMetrics(DirectoryState directory, TimeProvider clock, IMeterFactory meters)
    {
        var meter = meters.Create("SmartCity.Gateway");
        refusals = meter.CreateCounter<long>("smartcity.gateway.refusals", "{request}", "Requests the gateway itself refused, by problem and limit");
        meter.CreateObservableGauge("smartcity.gateway.directory.age", () => directory.Confirmed is { } confirmed ? [new Measurement<double>(Math.Max(0, (clock.GetUtcNow() - confirmed).TotalSeconds))] : Array.Empty<Measurement<double>>(),
            "s", "Since the directory of nodes was last confirmed; nothing while there is none");
        meter.CreateObservableGauge("smartcity.gateway.directory.version", () => directory.Current.Version, "1", "Version of the directory in force; 0 while there is none");
    }

    public void Refused(Refusal refusal) => refusals.Add(1, new("problem", refusal.Type), new("limit", refusal.Limit ?? "none"));

    // Hosted only to be there before the first request.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
