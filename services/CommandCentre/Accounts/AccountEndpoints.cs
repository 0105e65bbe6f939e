using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using SmartCity.CommandCentre.Sessions;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>Accounts and sessions over the API, for administrators.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", async (AccountDesk desk, CancellationToken cancellation) => new Page<AccountView>(await desk.ListAsync(cancellation), null)).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapGet("/accounts/{userName}", GetAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapPost("/accounts", CreateAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapPut("/accounts/{userName}", UpdateAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapPost("/accounts/{userName}/password", ResetAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapGet("/sessions", ListSessionsAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
        routes.MapPost("/sessions/{id}/end", EndAsync).RequireRight(CommandCentreModule.RouteName, "manage-accounts");
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> GetAsync(string userName, AccountDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(userName, cancellation) is { } account ? TypedResults.Ok(account) : Problems.NotFound("account");

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> CreateAsync(NewAccount wanted, AccountDesk desk, CancellationToken cancellation)
    {
        if (Mistakes(wanted.DisplayName, wanted.Grants) is { Length: > 0 } mistakes)
            return Problems.Invalid(mistakes);
        if (await desk.FindAsync(wanted.UserName, cancellation) is not null)
            return Problems.Conflict("account-exists", "There is an account of this name already. Choose another user name.");
        var made = await desk.CreateAsync(wanted.UserName, wanted.DisplayName, wanted.Password, wanted.Grants, cancellation);
        return made.Succeeded ? TypedResults.Created($"/api/{CommandCentreModule.RouteName}/v1/accounts/{wanted.UserName}", await desk.FindAsync(wanted.UserName, cancellation)) : Refused(made);
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> UpdateAsync(string userName, ChangedAccount wanted, Caller caller, AccountDesk desk, CancellationToken cancellation)
    {
        if (Mistakes(wanted.DisplayName, wanted.Grants) is { Length: > 0 } mistakes)
            return Problems.Invalid(mistakes);
        if (await desk.LoadAsync(userName) is not { } account)
            return Problems.NotFound("account");
        if (caller.Id == account.UserName && (wanted.Disabled || !wanted.Grants.Any(grant => grant is { RoleId: Roles.Administrator, Module: "*" })))
            return Problems.Conflict("own-account", "Nobody takes the administrator's role from themselves, so that one always remains. Another administrator can do it.");
        var changed = await desk.UpdateAsync(account, wanted.DisplayName, wanted.Disabled, wanted.Grants, caller.Id, cancellation);
        return changed.Succeeded ? TypedResults.Ok((await desk.FindAsync(userName, cancellation))!) : Refused(changed);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(string userName, NewPassword wanted, Caller caller, AccountDesk desk, CancellationToken cancellation)
    {
        if (await desk.LoadAsync(userName) is not { } account)
            return Problems.NotFound("account");
        var reset = await desk.ResetAsync(account, wanted.Password, wanted.CodesOff, caller.Id, cancellation);
        return reset.Succeeded ? TypedResults.NoContent() : Refused(reset);
    }

    private static async Task<Ok<Page<SessionView>>> ListSessionsAsync(SessionBook sessions, CancellationToken cancellation) =>
        TypedResults.Ok(new Page<SessionView>([.. (await sessions.OpenAsync(null, cancellation)).Select(SessionView.Of)], null));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, Caller caller, SessionBook sessions, CancellationToken cancellation)
    {
        // What is listed is not what is in the cookie: a session is named by the beginning of its id.
        var session = (await sessions.OpenAsync(null, cancellation)).FirstOrDefault(session => SessionView.Of(session).Id == id);
        return session is not null && await sessions.EndAsync(session.Id, caller.Id, cancellation) ? TypedResults.NoContent() : Problems.NotFound("open session");
    }

    private static FieldError[] Mistakes(string displayName, IReadOnlyList<GrantView> grants) =>
    [
        .. displayName.Trim().Length is 0 or > 60 ? [new FieldError("displayName", "what people call them, 1 to 60 characters")] : Array.Empty<FieldError>(),
        .. grants.Where(grant => Roles.Find(grant.RoleId) is null).Select(grant => new FieldError("grants.role", $"one of {string.Join(", ", Roles.All.Select(role => role.Id))}")),
        .. grants.Where(grant => grant.Division != "*" && Divisions.Find(grant.Division) is null).Select(grant => new FieldError("grants.division", "* or the code of a division of the city, for example 430481")),
        .. grants.Where(grant => grant.Module.Length is 0 or > 40).Select(grant => new FieldError("grants.module", "* or a module's route, for example city-management")),
    ];

    private static ProblemHttpResult Refused(IdentityResult result) => Problems.Invalid([.. result.Errors.Select(error => new FieldError(error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "userName", error.Description))]);

    internal sealed record NewAccount(string UserName, string DisplayName, string Password, IReadOnlyList<GrantView> Grants);

    internal sealed record ChangedAccount(string DisplayName, bool Disabled, IReadOnlyList<GrantView> Grants);

    internal sealed record NewPassword(string Password, bool CodesOff = false);
}

/// <summary>A session as it is listed.</summary>
internal sealed record SessionView(string Id, string UserName, string DisplayName, DateTimeOffset Began, DateTimeOffset Until, string Address, string Browser)
{
    public static SessionView Of(Session session) => new(session.Id[..12], session.UserName, session.DisplayName, session.Began, session.Until, session.Address, session.Browser);
}
