using Microsoft.AspNetCore.Http;
using SmartCity.Kernel.Http;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>
/// What people do about their own way in stands in the audit with all other actions, by the account it concerns. A name that
/// belongs to no account is not kept: people type passwords there.
/// </summary>
internal sealed class SignInAudit(Audit audit)
{
    /// <summary>It was done.</summary>
    public Task DoneAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status200OK);

    /// <summary>It was refused: the password or the code was wrong.</summary>
    public Task RefusedAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status401Unauthorized);

    /// <summary>It was refused, and the account is locked from now on.</summary>
    public Task LockedAsync(HttpContext http, string userName) => TellAsync(http, userName, StatusCodes.Status423Locked);

    private Task TellAsync(HttpContext http, string userName, int status) =>
        audit.TellAsync(userName, "operator", http.Request.Method, http.Request.Path, http.Request.Path, null, status);
}
