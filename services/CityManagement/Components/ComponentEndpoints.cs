using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.CityManagement.Components;

/// <summary>The registry of components: looking, loading, setting a state.</summary>
internal static class ComponentEndpoints
{
    // Of a file of 4 MB everything may be wrong: what nobody reads is counted.
    private const int MostMistakes = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/components", ListAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/components/imports", ImportsAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/components/{id}", GetAsync).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapPut("/components", ImportAsync).RequireRight(CityManagementModule.RouteName, "manage-components");
        routes.MapPost("/components/{id}/state", SetStateAsync).RequireRight(CityManagementModule.RouteName, "manage-components");
    }

    private static async Task<Results<Ok<Page<ComponentView>>, ProblemHttpResult>> ListAsync(
        Caller caller, ComponentDesk desk, NodeInfo node, [AsParameters] ComponentListParameters wanted, CancellationToken cancellation)
    {
        var known = Divisions.All.Select(division => division.Code).Union(node.Divisions);
        var divisions = caller.Among(wanted.Division is null ? known : [wanted.Division]);
        if (divisions.Count == 0)
            return Problems.Forbidden(wanted.Division ?? "of this node");
        if (wanted.Read(divisions) is not ({ } query, _))
            return Problems.Invalid(wanted.Read(divisions).Mistake);
        var found = await desk.ListAsync(query, cancellation);
        return TypedResults.Ok(Page<ComponentView>.Of([.. found.Select(ComponentView.Of)], query.Limit, it => it.Id));
    }

    private static async Task<Ok<IReadOnlyList<ComponentImportView>>> ImportsAsync(Caller caller, ComponentRegistry registry, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<ComponentImportView>>([.. (await registry.ImportsAsync(cancellation)).Select(import => ComponentImportView.Of(import, caller.MayIn))]);

    private static async Task<Results<Ok<ComponentDetail>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, ComponentDesk desk, NodeInfo node, CaseLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        if (await desk.FindAsync(id, cancellation) is not { } component)
            return Problems.NotFound($"component {id}");
        if (!caller.MayIn(component.Division))
            return Problems.Forbidden(component.Division);
        var now = clock.GetUtcNow();
        var cases = (await desk.OpenCasesAsync(id, cancellation)).Where(it => caller.MayIn(it.Division));
        return TypedResults.Ok(new ComponentDetail(ComponentView.Of(component), [.. cases.Select(it => CaseViewing.View(it, node.Id, now, limits))]));
    }

    private static async Task<Results<Ok<ComponentsImportedView>, ProblemHttpResult>> ImportAsync(
        ComponentImportRequest body, Caller caller, ComponentRegistry registry, NodeInfo node, CancellationToken cancellation)
    {
        var (rows, mistakes) = ComponentFile.Read(body.Components, node.IsHomeOf);
        if (rows is null)
            return Problems.Invalid([.. Errors(mistakes)]);
        if (rows.Select(row => row.Division).Distinct().FirstOrDefault(division => !caller.MayIn(division)) is { } foreign)
            return Problems.Forbidden(foreign);
        var import = await registry.ImportAsync(body.Components, rows, caller.Id, cancellation);
        var counts = import.Counts();
        return TypedResults.Ok(new ComponentsImportedView(import.Id,
            counts.Values.Sum(count => count.Added), counts.Values.Sum(count => count.Changed), counts.Values.Sum(count => count.Unchanged), counts));
    }

    private static async Task<Results<Ok<ComponentView>, ProblemHttpResult>> SetStateAsync(
        string id, ComponentStateRequest body, Caller caller, ComponentDesk desk, NodeInfo node, CancellationToken cancellation)
    {
        if (ComponentStateNames.Read(body.State) is not { } state)
            return Problems.Invalid(new FieldError("state", "expected " + ComponentStateNames.Expected));
        if (body.Text is { Length: > 2000 })
            return Problems.Invalid(new FieldError("text", "expected at most 2000 characters"));
        if (await desk.FindAsync(id, cancellation) is not { } component)
            return Problems.NotFound($"component {id}");
        if (!caller.MayIn(component.Division))
            return Problems.Forbidden(component.Division);
        if (!node.IsHomeOf(component.Division))
            return Problems.Conflict("not-home", $"Division {component.Division} has its home at another node; this one acts for {string.Join(", ", node.Divisions)}.");
        var text = string.IsNullOrWhiteSpace(body.Text) ? null : body.Text.Trim();
        return TypedResults.Ok(ComponentView.Of(await desk.SetStateAsync(component, state, text, caller.Id, cancellation)));
    }

    private static IEnumerable<FieldError> Errors(IReadOnlyList<FileMistake> mistakes)
    {
        foreach (var mistake in mistakes.Take(MostMistakes))
            yield return new($"{mistake.Where}, {mistake.Field}", $"expected {mistake.Expected}, found {(mistake.Found.Length == 0 ? "nothing" : $"'{mistake.Found}'")}");
        if (mistakes.Count > MostMistakes)
            yield return new("components", $"expected no mistakes; {mistakes.Count - MostMistakes} more are not listed");
    }
}
