using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartCity.CityManagement.Components;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Cases;

/// <summary>Reporting and reading of cases.</summary>
internal static class CaseEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases", ListAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/cases/counts", CountAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/cases/{id}/reporter", ReporterAsync).RequireRight(CityManagementModule.RouteName, "read-reporter").WithMetadata(new AuditedMetadata());
        routes.MapGet("/cases/{id}", GetAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/classification", () => TypedResults.Ok(new ClassificationView(Classification.Components.All, Classification.Occurrences.All))).RequireRight(CityManagementModule.RouteName, "read");
        // The key opens the case itself: a repeat gives the same case for as long as it exists, also at the same time.
        routes.MapPost("/cases", ReportAsync).RequireRight(CityManagementModule.RouteName, "report").WithoutIdempotency();
    }

    private static async Task<Results<Ok<Page<CaseView>>, ProblemHttpResult>> ListAsync(
        Caller caller, CaseReader reader, NodeInfo node, CaseLimits limits, TimeProvider clock, [AsParameters] ListParameters wanted, CancellationToken cancellation)
    {
        if (!wanted.TryRead(out var state, out var order, out var place, out var mistakes))
            return Problems.Invalid([.. mistakes]);
        var known = Divisions.All.Select(division => division.Code).Union(node.Divisions);
        var query = new CaseQuery(caller.Among(wanted.Division is null ? known : [wanted.Division]), order, Cursor.Limit(wanted.Limit))
        {
            State = state,
            Open = wanted.Open,
            Overdue = wanted.Overdue,
            Urgent = wanted.Urgent,
            Kind = wanted.Kind,
            Home = wanted.Home,
            Text = string.IsNullOrWhiteSpace(wanted.Text) ? null : wanted.Text.Trim(),
            After = place,
        };
        if (query.Divisions.Count == 0)
            return Problems.Forbidden(wanted.Division ?? "of this node");
        var now = clock.GetUtcNow();
        var found = await reader.ListAsync(query, now, cancellation);
        return TypedResults.Ok(Page<CaseView>.Of([.. found.Select(it => CaseViewing.View(it, node.Id, now, limits))], query.Limit,
            it => query.Place(it.ReportedAt, it.Clock.Deadline, it.UpdatedAt, it.Id, it.Home)));
    }

    private static async Task<Results<Ok<CaseDetail>, ProblemHttpResult>> GetAsync(
        string id, string? home, Caller caller, CaseReader reader, NodeInfo node, CaseLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        if (await reader.FindAsync(id, home, cancellation) is not { } it)
            return Problems.NotFound($"case {id}");
        if (!caller.MayIn(it.Division))
            return Problems.Forbidden(it.Division);
        var now = clock.GetUtcNow();
        var history = await reader.HistoryAsync(it, cancellation);
        return TypedResults.Ok(new CaseDetail(
            CaseViewing.View(it, node.Id, now, limits), CaseViewing.Next(it, node.Id, caller),
            [.. history.Select(CaseViewing.View)],
            [.. (await reader.RequestsAsync(it, cancellation)).Select(request => CaseViewing.View(request, now))],
            CaseStages.Of(it, history, limits.Calendar, now), (await reader.ContactAsync(it, cancellation))?.Masked));
    }

    private static async Task<Results<Ok<CaseCountsView>, ProblemHttpResult>> CountAsync(
        string? division, Caller caller, CaseReader reader, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        var known = Divisions.All.Select(one => one.Code).Union(node.Divisions);
        var divisions = caller.Among(division is null ? known : [division]);
        return divisions.Count == 0 ? Problems.Forbidden(division ?? "of this node")
            : TypedResults.Ok(CaseCountsView.Of(await reader.CountAsync(divisions, clock.GetUtcNow(), cancellation), node, divisions, clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<ReporterView>, ProblemHttpResult>> ReporterAsync(string id, Caller caller, CaseReader reader, NodeInfo node, CancellationToken cancellation)
    {
        if (await reader.FindAsync(id, node.Id, cancellation) is not { } it)
            return Problems.NotFound($"case {id} of this node; a reporter's number stays at the case's home");
        if (!caller.MayIn(it.Division))
            return Problems.Forbidden(it.Division);
        return await reader.ContactAsync(it, cancellation) is { } contact ? TypedResults.Ok(new ReporterView(it.Id, it.Reporter, contact.Phone)) : Problems.NotFound($"telephone number for case {id}");
    }

    private static async Task<Results<Created<ReportedView>, Ok<ReportedView>, ProblemHttpResult>> ReportAsync(
        ReportRequest sent, Caller caller, CaseDesk desk, ComponentDesk components, NodeInfo node, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancellation)
    {
        var (report, unknown, foreign) = await components.CompleteAsync(sent, caller, cancellation);
        if (foreign is not null)
            return Problems.Forbidden(foreign);
        if (report.Mistakes().Concat(unknown is { } mistake ? [mistake] : Array.Empty<FieldError>()).ToArray() is { Length: > 0 } mistakes)
            return Problems.Invalid(mistakes);
        if (key is { Length: > 200 })
            return Problems.Invalid(new FieldError("Idempotency-Key", "expected at most 200 characters"));
        var place = report.Place;
        var (grid, found) = desk.Locate(report, place);
        if (found is not { } division)
            return Problems.Invalid(new FieldError("division", $"no grid covers the place; expected one of {string.Join(", ", node.Divisions)}"));
        if (!caller.MayIn(division))
            return Problems.Forbidden(division);
        if (!node.IsHomeOf(division))
            return Problems.Conflict("not-home", $"Division {division} has its home at another node; this one acts for {string.Join(", ", node.Divisions)}.");
        var (id, isNew, refusal) = await desk.OpenAsync(report, place, grid, division, caller, key, cancellation);
        if (id is null)
            return Problems.Conflict(refusal!.Name, refusal.Detail);
        var view = new ReportedView(id, division, grid?.Code, grid?.Responsible?.Name);
        return isNew ? TypedResults.Created($"/api/{CityManagementModule.RouteName}/v1/cases/{id}", view) : TypedResults.Ok(view);
    }
}

/// <summary>The classes and sub-classes a report may name, for the lists of a handheld.</summary>
internal sealed record ClassificationView(IReadOnlyList<ClassificationEntry> Components, IReadOnlyList<ClassificationEntry> Occurrences);

/// <summary>How the reporter can be reached. Personal data.</summary>
internal sealed record ReporterView(string Id, string Reporter, string Phone);

/// <summary>What a reporter gets back.</summary>
internal sealed record ReportedView(string Id, string Division, string? Grid, string? Responsible);

/// <summary>Query string of the list of cases.</summary>
internal sealed record ListParameters(
    string? State, string? Division, bool? Open, bool? Overdue, bool? Urgent, string? Kind, string? Text, string? Home, string? Sort, string? After, int? Limit)
{
    public bool TryRead(out CaseState? state, out CaseOrder order, out (DateTimeOffset, string, string)? place, out List<FieldError> mistakes)
    {
        (state, order, place, mistakes) = (null, CaseOrder.Newest, null, []);
        if (State is not null && Named<CaseState>(State) is null)
            mistakes.Add(new("state", $"expected one of {string.Join(", ", Enum.GetValues<CaseState>().Select(CaseRules.Name))}"));
        else if (State is not null)
            state = Named<CaseState>(State);
        if (Kind is not (null or CaseKinds.Component or CaseKinds.Occurrence))
            mistakes.Add(new("kind", "expected component or occurrence"));
        if (Sort is not null && Named<CaseOrder>(Sort) is null)
            mistakes.Add(new("sort", "expected newest, oldest, deadline or updated"));
        else if (Sort is not null)
            order = Named<CaseOrder>(Sort)!.Value;
        if (!string.IsNullOrEmpty(After) && (Cursor.Read(After) is not { } cursor || (place = CaseQuery.Parse(cursor, order)) is null))
            mistakes.Add(new("after", "expected the cursor of a page in the same order"));
        return mistakes.Count == 0;
    }

    private static TEnum? Named<TEnum>(string name) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(name, ignoreCase: true, out var value) && !char.IsAsciiDigit(name[0]) ? value : null;
}
