using Microsoft.Extensions.Logging;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Requests;

/// <summary>What other nodes ask of cases whose home is here: done, or refused by an event that says why.</summary>
internal sealed class OnRequests : Subscriber<CityManagementDbContext>
{
    public OnRequests(IGrainFactory grains, NodeInfo node, TimeProvider clock, ILogger<OnRequests> logger)
    {
        On<CaseUrgeRequested>((asked, delivery, db, _) => AnswerAsync(asked.RequestId, asked.CaseId, delivery, db,
            new(CaseAction.Urge, $"{delivery.Envelope.Origin}/{asked.By}") { Text = asked.Message, RequestId = asked.RequestId }));
        On<CaseVoidRequested>((asked, delivery, db, _) => AnswerAsync(asked.RequestId, asked.CaseId, delivery, db,
            new(CaseAction.Void, $"{delivery.Envelope.Origin}/{asked.By}") { Text = asked.Reason, RequestId = asked.RequestId }));

        async Task AnswerAsync(string requestId, string caseId, Delivery delivery, CityManagementDbContext db, CaseCommand command)
        {
            // Addressed to itself: a node that asked before it became the home. Nobody else's request comes without an audience.
            if (delivery.Envelope.Audience != node.Id)
                return;
            var answer = await grains.GetGrain<ICaseGrain>(caseId).DoAsync(command with { ValidUntil = delivery.Envelope.ValidUntil }, delivery.Cause);
            if (answer.Refusal is not { } refusal)
                return;
            CityManagementLog.RequestRefused(logger, requestId, delivery.Envelope.Origin, caseId, refusal.Name);
            db.Append(new CaseRequestRefused(requestId, caseId, node.Id, refusal.Name, refusal.Detail, clock.GetUtcNow()));
        }
    }
}
