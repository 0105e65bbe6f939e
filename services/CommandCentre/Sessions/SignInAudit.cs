using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>
/// What people do about their own way in stands in the audit with all other actions, by the account it concerns. A name that
/// belongs to no account is not kept: people type passwords there.
/// </summary>
internal sealed class SignInAudit(EventLog log, NodeInfo node, TimeProvider clock, ILogger<SignInAudit> logger)
{
    /// <summary>It was done.</summary>
    public Task DoneAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status200OK);

    /// <summary>It was refused: the password or the code was wrong.</summary>
    public Task RefusedAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status401Unauthorized);

    /// <summary>It was refused, and the account is locked from now on.</summary>
    public Task LockedAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status423Locked);

    private async Task TellAsync(HttpContext http, string userName, int status)
    {
        var path = http.Request.Path.ToString();
        try
        {
            await log.AppendAsync(new ActionAudited(userName, "operator", http.Request.Method, path, path, null, status, node.Id, clock.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception exception) when (exception is LogFullException or DiskFullException)
        {
            // Nobody is kept from work for want of room for its audit.
            CommandCentreLog.NotAudited(logger, userName, path, status);
        }
    }
}
