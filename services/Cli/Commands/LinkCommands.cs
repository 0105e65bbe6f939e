using System.CommandLine;
using System.Text.Json;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity links</c> and <c>smartcity enrol</c>.</summary>
internal static class LinkCommands
{
    private const string Embedded = "http://127.0.0.1:8080";

    public static Command Links()
    {
        var node = Token.Node("--node", "Address of the node or gateway.", Embedded);
        var json = new Option<bool>("--json") { Description = "As the node answers it." };
        var command = new Command("links", "The state of every link and lane of a node. Exit code 1 when one does not flow.") { node, json, Token.Option };
        command.SetAction(async (line, cancellation) =>
        {
            var flows = true;
            var code = await Failure.GuardAsync(async () =>
            {
                using var client = line.Client(node);
                var links = await client.GetAsync("/api/federation/v1/links", cancellation);
                flows = links.EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray()).All(lane => Text(lane, "state") == "flowing");
                Console.WriteLine(line.GetValue(json) ? links.GetRawText() : View(links));
            });
            return code == 0 && !flows ? 1 : code;
        });
        return command;
    }

    public static Command Enrol()
    {
        var city = Token.Node("--city", "Address of the city's gateway: it invites.", Embedded);
        var county = new Option<string>("--county") { Description = "Address of the county's node: it joins. For example http://127.0.0.1:8481.", Required = true };
        var node = new Option<string>("--node-id") { Description = "Six digits of the county's node, for example 430481.", Required = true };
        var divisions = new Option<string[]>("--division") { Description = "Divisions it acts for, six digits each; default its own.", AllowMultipleArgumentsPerToken = true };
        var url = new Option<string?>("--upstream") { Description = "Address by which the county reaches the gateway; default that of --city." };
        var countyToken = new Option<string?>("--county-token-file") { Description = "File with the token for the county's node, where it is another than the city's." };
        var replace = new Option<bool>("--replace") { Description = "Link a county anew that is linked already." };
        var command = new Command("enrol", "Joins a county to the city: the city makes a one-time code, the county enrols with it.") { city, county, node, divisions, url, countyToken, replace, Token.Option };
        command.SetAction((line, cancellation) => Failure.GuardAsync(async () =>
        {
            using var inviting = line.Client(city);
            using var joining = new Reading.NodeClient(line.GetRequiredValue(county), Reading.Bearer.Find(line.GetValue(countyToken) ?? line.GetValue(Token.Option)));
            var id = line.GetRequiredValue(node);
            var invitation = await inviting.PostAsync("/api/federation/v1/enrolments", new { node = id, divisions = line.GetValue(divisions) is { Length: > 0 } named ? named : [id] }, cancellation);
            var upstream = line.GetValue(url) ?? line.GetRequiredValue(city);
            var joined = await joining.PutAsync("/api/federation/v1/upstream", new { url = upstream.TrimEnd('/'), code = Text(invitation, "code"), replace = line.GetValue(replace) }, cancellation);
            Console.WriteLine($"{id} is joined to {Text(joined, "node")} {Text(joined, "name")} over {upstream}. See: smartcity links --node {line.GetRequiredValue(county)}");
        }));
        return command;
    }

    private static string View(JsonElement links)
    {
        var rows = links.EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray().Select(lane => (IReadOnlyList<string>)
        [
            Text(link, "node"), Text(link, "name"), Text(lane, "direction"), Text(lane, "lane"), Text(lane, "state"), Text(lane, "since"),
            Text(lane, "made"), Text(lane, "acknowledged"), Text(lane, "backlogEvents"), Text(lane, "backlogBytes"), Text(lane, "backlogOldest"), Text(lane, "detail"),
        ])).ToList();
        return rows.Count == 0
            ? "This node is linked to none. A county joins with: smartcity enrol --county http://… --node-id 430481"
            : Table.Of(["node", "name", "way", "lane", "state", "since", "made", "acknowledged", "backlog", "bytes", "oldest", "detail"], rows);
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : "-";
}
