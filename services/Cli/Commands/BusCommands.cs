using System.CommandLine;
using System.Text.Json;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity bus</c>: how the line to the broker is, and what failed there: listed, sent back, or given up with a reason.</summary>
internal static class BusCommands
{
    private const string Route = "/api/bus/v1/";

    public static Command Build()
    {
        var node = Token.Node("--node", "Address of the node.", "http://127.0.0.1:8100");
        return new Command("bus", "Events that leave to a broker and come in from it.") { State(node), Errors(node), Act(node, "replay", "Sends what failed back to its queue, in order."), Act(node, "discard", "Gives what failed up for good.") };
    }

    private static Command State(Option<string> node)
    {
        var command = new Command("state", "How the line is, and how far each topic has come.") { node, Token.Option };
        command.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            var state = await client.GetAsync(Route + "state", cancellation);
            Console.WriteLine($"via {Text(state, "via")}, {Text(state, "broker")}");
            foreach (var way in new[] { "publishing", "importing" })
                Console.WriteLine($"{way}: {Text(state.GetProperty(way), "standing")} since {Text(state.GetProperty(way), "since")} {(state.GetProperty(way).TryGetProperty("reason", out var reason) ? reason.ToString() : "")}".TrimEnd());
            Console.WriteLine(View(["topic", "lane", "position", "published", "unrouted", "waiting", "waitingOldest", "updated"], state.GetProperty("topics").EnumerateArray(), "No topics are published."));
        }));
        return command;
    }

    private static Command Errors(Option<string> node)
    {
        var queue = new Argument<string?>("queue") { Description = "The queue in which messages failed; without it, all queues with their numbers.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "How many, oldest first; at most 1000.", DefaultValueFactory = _ => 50 };
        var key = new Option<string?>("--show") { Description = "Writes the content of the message with this key; needs the right bus:read-content and is audited." };
        var command = new Command("errors", "Lists what failed, and why.") { queue, limit, key, node, Token.Option };
        command.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            if (line.GetValue(queue) is not { } named)
                Console.WriteLine(View(["queue", "waiting", "errorQueue", "errors"], (await client.GetAsync(Route + "errors", cancellation)).EnumerateArray(), "This node reads no queue."));
            else if (line.GetValue(key) is { } wanted)
                Console.WriteLine(Text(await client.GetAsync($"{Route}errors/{Uri.EscapeDataString(named)}/{Uri.EscapeDataString(wanted)}", cancellation), "text"));
            else
            {
                var found = await client.GetAsync($"{Route}errors/{Uri.EscapeDataString(named)}?limit={line.GetValue(limit)}", cancellation);
                Console.WriteLine(View(["key", "failed", "source", "id", "type", "reason", "detail"], found.GetProperty("messages").EnumerateArray(), "Nothing has failed."));
                Console.WriteLine($"{found.GetProperty("messages").GetArrayLength()} of {Text(found, "total")}");
            }
        }));
        return command;
    }

    private static Command Act(Option<string> node, string action, string description)
    {
        var queue = new Argument<string>("queue") { Description = "The queue in which the messages failed." };
        var keys = new Option<string[]>("--key") { Description = "Only the message with this key; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var all = new Option<bool>("--all") { Description = "All of them; a thousand at a time." };
        var reason = new Option<string?>("--reason") { Description = "Why they are given up, for the audit.", Required = action == "discard" };
        var command = new Command(action, description) { queue, keys, all, node, Token.Option };
        if (action == "discard")
            command.Options.Add(reason);
        command.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var client = line.Client(node);
            var chosen = line.GetValue(keys) is { Length: > 0 } named ? named : null;
            var answer = await client.PostAsync($"{Route}errors/{Uri.EscapeDataString(line.GetRequiredValue(queue))}/{action}", new { keys = chosen, all = line.GetValue(all), reason = action == "discard" ? line.GetValue(reason) : null }, cancellation);
            Console.WriteLine(action == "discard" ? $"{Text(answer, "count")} messages are given up; the log holds the reason." : $"{Text(answer, "count")} messages are back in their queue. See: smartcity bus errors");
        }));
        return command;
    }

    private static string View(IReadOnlyList<string> columns, IEnumerable<JsonElement> rows, string none)
    {
        var cells = rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column => Text(row, column))]).ToList();
        return cells.Count == 0 ? none : Table.Of(columns, cells);
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : "-";
}
