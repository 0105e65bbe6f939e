using Microsoft.Extensions.Logging;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Http;

/// <summary>Writes who did what into the log: for every request the <see cref="AuditTrail"/>, for what has an outcome that no answer's status tells whoever knows it.</summary>
public sealed class Audit(EventLog log, NodeInfo node, TimeProvider clock, ILogger<Audit> logger)
{
    /// <summary>Tells of an act that is done and answered.</summary>
    /// <param name="callerId">Who.</param>
    /// <param name="callerKind"><c>operator</c>, <c>node</c> or <c>partner</c>.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="route">Its route.</param>
    /// <param name="path">Its path.</param>
    /// <param name="right">The right it needed; null for none.</param>
    /// <param name="status">What came of it, as a status of HTTP.</param>
    public async Task TellAsync(string callerId, string callerKind, string method, string route, string path, string? right, int status)
    {
        try
        {
            await log.AppendAsync(new ActionAudited(callerId, callerKind, method, route, path, right, status, node.Id, clock.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception exception) when (exception is LogFullException or DiskFullException)
        {
            // What was done is done and answered; urgent work must not fail for want of room for its audit.
            KernelLog.NotAudited(logger, callerId, method, route, status);
        }
    }
}
