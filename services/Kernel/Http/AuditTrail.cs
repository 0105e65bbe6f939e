using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartCity.Kernel.Rights;

namespace SmartCity.Kernel.Http;

/// <summary>Marks an endpoint whose every call is audited, also when it only reads: personal data.</summary>
public sealed record AuditedMetadata;

/// <summary>Marks an endpoint that machines call all the time (a link): its calls are not audited one by one.</summary>
public sealed record NotAuditedMetadata;

/// <summary>Who did what is an event: every call that may change something, and every one marked as audited, also when refused.</summary>
internal sealed class AuditTrail(RequestDelegate next, Audit audit)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        var endpoint = http.GetEndpoint() as RouteEndpoint;
        if (endpoint is null || Caller.From(http) is not { } caller || endpoint.Metadata.GetMetadata<NotAuditedMetadata>() is not null)
            return;
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (!changes && endpoint.Metadata.GetMetadata<AuditedMetadata>() is null)
            return;
        await audit.TellAsync(caller.Id, caller.Kind, http.Request.Method, endpoint.RoutePattern.RawText ?? "", http.Request.Path,
            caller.Wanted is { } right ? $"{right.Module}:{right.Action}" : null, http.Response.StatusCode);
    }
}
