using System.CommandLine;
using System.Text.Json;
using SmartCity.Cli.Reading;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity parked</c>: events a subscriber could not handle, listed, tried again, or given up with a reason.</summary>
internal static class ParkedCommands
{
    public static Command Build()
    {
        var node = Token.Node("--node", "Address of the node.", "http://127.0.0.1:8100");
        var subscriber = new Argument<string>("subscriber") { Description = "Who parked them, for example city-management.exceedances." };
        var which = new Option<string?>("--subscriber") { Description = "Only those of this subscriber." };
        var subject = new Option<string?>("--subject") { Description = "Only those of this subject, for example cases/4304812026000017; default all of the subscriber." };
        var position = new Option<long?>("--position") { Description = "Only the one at this position." };
        var reason = new Option<string>("--reason") { Description = "Why they are given up, for the audit.", Required = true };
        var list = new Command("list", "Lists parked events.") { which, node, Token.Option };
        var retry = new Command("retry", "Tries parked events again, in order.") { subscriber, subject, node, Token.Option };
        var discard = new Command("discard", "Gives parked events up for good.") { subscriber, subject, position, reason, node, Token.Option };
        list.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            Console.WriteLine(View(await ListAsync(client, line.GetValue(which), cancellation)));
        }));
        retry.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            var answer = await client.PostAsync("/api/platform/v1/parked/retry", new { subscriber = line.GetRequiredValue(subscriber), subject = line.GetValue(subject) }, cancellation);
            Console.WriteLine($"{answer.GetProperty("count")} events will be tried again. See: smartcity parked list");
        }));
        discard.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            var answer = await client.PostAsync("/api/platform/v1/parked/discard", new
            {
                subscriber = line.GetRequiredValue(subscriber),
                subject = line.GetValue(subject),
                position = line.GetValue(position),
                reason = line.GetRequiredValue(reason),
            }, cancellation);
            Console.WriteLine($"{answer.GetProperty("count")} events are given up; the audit holds the reason.");
        }));
        return new Command("parked", "Events that a subscriber could not handle.") { list, retry, discard };
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(NodeClient client, string? subscriber, CancellationToken cancellation)
    {
        var found = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var query = string.Join('&', new[] { subscriber is null ? null : "subscriber=" + Uri.EscapeDataString(subscriber), after is null ? null : "after=" + Uri.EscapeDataString(after), "limit=200" }.OfType<string>());
            var page = await client.GetAsync("/api/platform/v1/parked?" + query, cancellation);
            found.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            if (after is null)
                return found;
        }
    }

    private static string View(IReadOnlyList<JsonElement> parked) => parked.Count == 0
        ? "Nothing is parked."
        : Table.Of(["subscriber", "lane", "position", "subject", "attempts", "parked", "error"], [.. parked.Select(item => (IReadOnlyList<string>)
            [Text(item, "subscriber"), Text(item, "lane"), Text(item, "position"), Text(item, "subject"), Text(item, "attempts"), Text(item, "parked"), Text(item, "error")])]);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : "-";
}
