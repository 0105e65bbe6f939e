using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.Alarms.Duty;
using SmartCity.Contracts.Alarms;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Notification;

/// <summary>The targets of notifications, what became of each notification, and trying a target.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/targets", TargetsAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapPost("/targets/{target}/test", TestAsync).RequireRight(AlarmsModule.RouteName, "test-notification");
        routes.MapGet("/deliveries", ListAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapGet("/deliveries/{id}", GetAsync).RequireRight(AlarmsModule.RouteName, "read");
    }

    private static async Task<Ok<IReadOnlyList<TargetView>>> TargetsAsync(Senders senders, DeliveryDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(await desk.TargetsAsync(senders, cancellation));

    private static async Task<Results<Accepted<DeliveryView>, ProblemHttpResult>> TestAsync(
        string target, TestRequest body, Caller caller, Senders senders, Notices notices, DutyDesk duty, DeliveryDesk desk, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        if (!caller.MayIn(node.Id))
            return Problems.Forbidden(node.Id);
        if (senders.Find(target) is null)
            return Problems.NotFound($"target {target}: the settings name {(senders.All.Count == 0 ? "none" : string.Join(", ", senders.All.Select(sender => sender.Target)))}");
        string? address = null;
        if (target == Delivery.Mail && (address = (await duty.ReadAsync([], cancellation)).FirstOrDefault(entry => entry.Account == body.Account && entry.Mail is not null)?.Mail) is null)
            return Problems.Invalid(new FieldError("account", "an account of the duty list that has a mail address there"));
        var now = clock.GetUtcNow();
        var happened = new NotificationTested(target, caller.Id, node.Id, now);
        var delivery = notices.Test(target, address, happened, node.Id, now);
        await desk.AddAsync(delivery, happened, cancellation);
        return TypedResults.Accepted($"/api/{AlarmsModule.RouteName}/v1/deliveries/{delivery.Id}", DeliveryView.Of(delivery));
    }

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> ListAsync(
        string? state, string? target, string? after, int? limit, Caller caller, DeliveryDesk desk, NodeInfo node, CancellationToken cancellation)
    {
        DeliveryState? wanted = state is { Length: > 0 } && char.IsAsciiLetter(state[0]) && Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var read) ? read : null;
        if (state is not null && wanted is null)
            return Problems.Invalid(new FieldError("state", "waiting, delivered, failed or cancelled"));
        var place = Cursor.Read(after);
        if (!string.IsNullOrEmpty(after) && place is not { Length: 32 })
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        var divisions = caller.Among(Divisions.All.Select(division => division.Code).Union(node.Divisions));
        var found = await desk.ListAsync(divisions, wanted, target, place, Cursor.Limit(limit), cancellation);
        return TypedResults.Ok(Page<DeliveryView>.Of([.. found.Select(DeliveryView.Of)], Cursor.Limit(limit), view => view.Id));
    }

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> GetAsync(string id, Caller caller, DeliveryDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(id, cancellation) is not { } delivery ? Problems.NotFound($"delivery {id}")
        : caller.MayIn(delivery.Division) ? TypedResults.Ok(DeliveryView.Of(delivery)) : Problems.Forbidden(delivery.Division);
}

/// <summary>Body of a test.</summary>
/// <param name="Account">For mail: whose address of the duty list it goes to.</param>
internal sealed record TestRequest(string? Account = null);
