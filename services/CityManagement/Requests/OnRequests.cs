using Microsoft.Extensions.Logging;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;

namespace SmartCity.CityManagement.Requests;

/// <summary>What other nodes ask of cases whose home is here: done, or refused by an event that says why.</summary>
internal sealed class OnRequests : Subscriber<CityManagementDbContext>
{
    public OnRequests(IGrainFactory grains, NodeInfo node, Validity validity, TimeProvider clock, ILogger<OnRequests> logger)
    {
        On<CaseUrgeRequested>((asked, delivery, db, _) => AnswerAsync(asked.RequestId, asked.CaseId, asked.CaseDivision, delivery, db,
            new(CaseAction.Urge, $"{delivery.Envelope.Origin}/{asked.By}") { Text = asked.Message, RequestId = asked.RequestId }));
        On<CaseVoidRequested>((asked, delivery, db, _) => AnswerAsync(asked.RequestId, asked.CaseId, asked.CaseDivision, delivery, db,
            new(CaseAction.Void, $"{delivery.Envelope.Origin}/{asked.By}") { Text = asked.Reason, RequestId = asked.RequestId }));

        async Task AnswerAsync(string requestId, string caseId, string division, Delivery delivery, CityManagementDbContext db, CaseCommand command)
        {
            // Addressed to itself: a node that asked before it became the home. Nobody else's request comes without an audience.
            if (delivery.Envelope.Audience != node.Id)
                return;
            var answer = await grains.GetGrain<ICaseGrain>(caseId).DoAsync(command with { Validity = validity.Of(delivery.Envelope) }, delivery.Cause);
            if (answer.Refusal is not { } refusal)
                return;
            CityManagementLog.RequestRefused(logger, requestId, delivery.Envelope.Origin, caseId, refusal.Name);
            // A request may name a division that is not ours; what we tell must be of one that is.
            var ours = node.IsHomeOf(division) ? division : node.Divisions[0];
            db.Append(new CaseRequestRefused(requestId, caseId, ours, refusal.Name, refusal.Detail, clock.GetUtcNow()));
        }
    }
}
