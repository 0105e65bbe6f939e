using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmartCity.CityManagement.Requests;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Cases;

/// <summary>
/// Keeps copies of the cases of all other homes. An event older than the last one applied is filed as history only. Events of
/// this node's own that were taken back from a peer after a restore rebuild its own cases the same way.
/// </summary>
internal sealed class OnCaseSteps : Subscriber<CityManagementDbContext>
{
    private readonly NodeInfo node;
    private readonly ILogger<OnCaseSteps> logger;

    public OnCaseSteps(NodeInfo node, ILogger<OnCaseSteps> logger)
    {
        (this.node, this.logger) = (node, logger);
        Copy<CaseReported>();
        Copy<CaseAccepted>();
        Copy<CaseRefused>();
        Copy<CaseEstablished>();
        Copy<CaseDispatched>();
        Copy<CaseReturned>();
        Copy<CaseHandled>();
        Copy<CaseSuspended>();
        Copy<CaseResumed>();
        Copy<CasePostponed>();
        Copy<CaseOverdue>();
        Copy<CaseVerified>();
        Copy<CaseReworkOrdered>();
        Copy<CaseClosed>();
        Copy<CaseVoided>();
        Copy<CaseUrged>();
        Copy<CaseDuplicateProposed>();
        Copy<CaseDuplicateConfirmed>();
        Copy<CaseDuplicateRejected>();
        On<CaseRequestRefused>((refused, delivery, db, cancellation) =>
            AnsweredAsync(db, refused.RequestId, delivery.Envelope.Origin, RequestOutcome.Refused, refused.Detail, refused.At, cancellation));
    }

    private void Copy<TStep>() where TStep : class, ICaseStep => On<TStep>(async (happened, delivery, db, cancellation) =>
    {
        if (delivery.Envelope.Origin == node.Id && !delivery.Envelope.Recovered)
            return;
        await ApplyAsync(happened, delivery.Envelope, db, cancellation);
        if (happened is CaseUrged { RequestId: { } urged })
            await AnsweredAsync(db, urged, delivery.Envelope.Origin, RequestOutcome.Accepted, null, happened.At, cancellation);
        if (happened is CaseVoided { RequestId: { } voided })
            await AnsweredAsync(db, voided, delivery.Envelope.Origin, RequestOutcome.Accepted, null, happened.At, cancellation);
    });

    private async Task ApplyAsync(ICaseStep happened, EventEnvelope envelope, CityManagementDbContext db, CancellationToken cancellation)
    {
        var home = envelope.Origin;
        var before = await db.Cases.FindAsync([home, happened.CaseId], cancellation);
        var isNewer = before is null || (home == node.Id
            // Taken back after a restore: what was done here since then stands, and only steps beyond it are taken over.
            ? happened.Step > before.Step
            : (envelope.Epoch, envelope.OriginPosition).CompareTo((before.Epoch, before.Position)) > 0);
        await FileAsync(CaseHistory.Line(home, happened), isNewer, db, cancellation);
        if (!isNewer)
            return;
        if (happened.Step > (before?.Step ?? 0) + 1)
            CityManagementLog.StepsMissing(logger, happened.CaseId, home, happened.Step, before?.Step ?? 0);
        var after = CaseEvolution.Evolve(before, happened, home) with { Epoch = envelope.Epoch, Position = envelope.OriginPosition, RequestKey = before?.RequestKey, RequestHash = before?.RequestHash };
        if (before is null)
            db.Add(after);
        else
            db.Entry(before).CurrentValues.SetValues(after);
    }

    private static async Task FileAsync(CaseStepRow line, bool isNewer, CityManagementDbContext db, CancellationToken cancellation)
    {
        if (await db.Steps.FindAsync([line.Home, line.CaseId, line.Step], cancellation) is not { } filed)
            db.Add(line);
        else if (isNewer)
            db.Entry(filed).CurrentValues.SetValues(line);
    }

    private static async Task AnsweredAsync(
        CityManagementDbContext db, string requestId, string home, RequestOutcome outcome, string? detail, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await db.Requests.FindAsync([requestId], cancellation) is { } request && request.Home == home && request.Outcome == RequestOutcome.Waiting)
            db.Entry(request).CurrentValues.SetValues(request with { Outcome = outcome, Detail = detail, AnsweredAt = at });
    }
}
