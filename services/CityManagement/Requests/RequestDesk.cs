using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Requests;

/// <summary>Asks the homes of cases to do something, and keeps what was asked.</summary>
internal sealed class RequestDesk(IDbContextFactory<CityManagementDbContext> databases, NodeInfo node, IOptions<CityManagementOptions> options, TimeProvider clock)
{
    /// <summary>Sends a request to urge or void; it is done when the home says so.</summary>
    public async Task<CaseRequest> SendAsync(CaseAction action, Case it, string text, string by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var validFor = options.Value.RequestValidFor;
        var request = new CaseRequest
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Home = it.Home,
            CaseId = it.Id,
            Action = CaseRules.Name(action),
            Text = text,
            By = by,
            At = now,
            ValidUntil = now + validFor,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(request);
        IEvent asked = action == CaseAction.Urge
            ? new CaseUrgeRequested(request.Id, it.Id, node.Id, it.Division, text, by, now)
            : new CaseVoidRequested(request.Id, it.Id, node.Id, it.Division, text, by, now);
        db.Append(asked, audience: it.Home, validFor);
        await db.SaveChangesAsync(cancellation);
        return request;
    }
}
