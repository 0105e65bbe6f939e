using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.CityManagement.Requests;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.CityManagement.Cases;

/// <summary>The actions on a case, one route each: <c>POST /cases/{id}/dispatch</c>. Where the home is elsewhere, urging and voiding become requests.</summary>
internal static class CaseActionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var rule in CaseRules.All.Where(rule => rule.Centre != Centre.Node))
            routes.MapPost($"/cases/{{id}}/{CaseRules.Name(rule.Action)}", (string id, string? home, ActionRequest? body, Caller caller, Desk desk, CancellationToken cancellation) =>
                    DoAsync(rule.Action, id, home, body ?? new(), caller, desk, cancellation))
                .RequireRight(CityManagementModule.RouteName, rule.Right).WithName($"{CityManagementModule.RouteName}-{CaseRules.Name(rule.Action)}");
    }

    private static async Task<Results<Ok<DoneView>, Accepted<RequestedView>, ProblemHttpResult>> DoAsync(
        CaseAction action, string id, string? home, ActionRequest body, Caller caller, Desk desk, CancellationToken cancellation)
    {
        if (await desk.Reader.FindAsync(id, home, cancellation) is not { } it)
            return Problems.NotFound($"case {id}");
        if (!caller.MayIn(it.Division))
            return Problems.Forbidden(it.Division);
        if (body.Mistakes() is { Count: > 0 } mistakes)
            return Problems.Invalid([.. mistakes]);
        if (it.Home != desk.Node.Id)
            return await AskAsync(action, it, body, caller, desk, cancellation);
        var answer = await desk.Grains.GetGrain<ICaseGrain>(id).DoAsync(body.Command(action, caller.Id, desk.Cases.ResponsibleFor(it.Grid)), null);
        return answer.Refusal switch
        {
            null => TypedResults.Ok(new DoneView(id, CaseRules.Name(answer.State!.Value), answer.Step)),
            { Field: { } field } wrong => Problems.Invalid(new FieldError(field, wrong.Detail)),
            var refusal => Problems.Conflict(refusal.Name, refusal.Detail),
        };
    }

    private static async Task<Results<Ok<DoneView>, Accepted<RequestedView>, ProblemHttpResult>> AskAsync(
        CaseAction action, Case it, ActionRequest body, Caller caller, Desk desk, CancellationToken cancellation)
    {
        if (action is not (CaseAction.Urge or CaseAction.Void))
            return Problems.Conflict("not-home", $"Case {it.Id} has its home at node {it.Home}, which alone may {CaseRules.Name(action)} it. From here it can be urged or voided by request.");
        if (string.IsNullOrWhiteSpace(body.Text))
            return Problems.Invalid(new FieldError("text", "expected what is asked for, in words"));
        var request = await desk.Requests.SendAsync(action, it, body.Text, caller.Id, cancellation);
        return TypedResults.Accepted($"/api/{CityManagementModule.RouteName}/v1/cases/{it.Id}?home={it.Home}", new RequestedView(request.Id, it.Home, request.ValidUntil));
    }

    /// <summary>What the handlers need.</summary>
    internal sealed record Desk(CaseReader Reader, CaseDesk Cases, RequestDesk Requests, IGrainFactory Grains, NodeInfo Node);
}

/// <summary>Body of an action; which fields are needed depends on it. <c>text</c> is its reason, result, message or remark.</summary>
internal sealed record ActionRequest(
    string? Text = null, string? Level = null, string? Responsible = null, string? ResponsibleName = null, string? ResponsibleKind = null,
    IReadOnlyList<string>? Evidence = null, DateTimeOffset? Deadline = null, string? Other = null)
{
    public IReadOnlyList<FieldError> Mistakes()
    {
        var wrong = new List<FieldError>();
        if (Text is { Length: > 2000 })
            wrong.Add(new("text", "expected at most 2000 characters"));
        if (Level is not (null or "A" or "B" or "C"))
            wrong.Add(new("level", "expected A, B or C"));
        if (Responsible is { Length: 0 or > 100 } || ResponsibleName is { Length: 0 or > 100 })
            wrong.Add(new("responsible", "expected an id and a name of 1 to 100 characters"));
        if (ResponsibleKind is not (null or "person" or "department"))
            wrong.Add(new("responsibleKind", "expected person or department"));
        if (Evidence is not null && (Evidence.Count > 20 || Evidence.Any(reference => reference is not { Length: > 0 and <= 500 })))
            wrong.Add(new("evidence", "expected at most 20 references of 1 to 500 characters"));
        return wrong;
    }

    /// <summary>The command it is; dispatched to whoever answers for the grid when nobody is named.</summary>
    public CaseCommand Command(CaseAction action, string by, Grids.Responsible? forGrid) => new(action, by)
    {
        Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        Level = Level,
        Responsible = Responsible ?? forGrid?.Id,
        ResponsibleName = Responsible is null ? forGrid?.Name : ResponsibleName,
        ResponsibleKind = Responsible is null ? "person" : ResponsibleKind,
        Evidence = Evidence ?? [],
        Deadline = Deadline,
        Others = Other is null ? [] : [Other],
    };
}

/// <summary>An action was done.</summary>
internal sealed record DoneView(string Id, string State, int Step);

/// <summary>An action was asked of the case's home, which answers by an event.</summary>
internal sealed record RequestedView(string RequestId, string Home, DateTimeOffset ValidUntil);
