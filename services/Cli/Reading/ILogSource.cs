using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Cli.Reading;

/// <summary>Events of a lane as CloudEvents JSON, wherever they are read.</summary>
internal interface ILogSource : IAsyncDisposable
{
    /// <summary>The node whose log it is.</summary>
    string Node { get; }

    /// <summary>The next events after a position, and how far that got.</summary>
    Task<(IReadOnlyList<LogLine> Lines, long Through)> ReadAsync(Lane lane, long after, string? type, CancellationToken cancellation);
}

/// <summary>One event.</summary>
internal sealed record LogLine(string Origin, string Json);

/// <summary>The database of a node, read-only, while it runs or not.</summary>
internal sealed class DatabaseLog(LogReader log) : ILogSource
{
    private const int Page = 1000;

    public string Node => log.Identity.Node;

    public static async Task<DatabaseLog> OpenAsync(string database, CancellationToken cancellation)
    {
        try
        {
            return new(await LogReader.OpenAsync(database, cancellation));
        }
        catch (InvalidOperationException wrong)
        {
            throw new Failure(wrong.Message);
        }
    }

    public async Task<(IReadOnlyList<LogLine> Lines, long Through)> ReadAsync(Lane lane, long after, string? type, CancellationToken cancellation)
    {
        var page = await log.ReadAsync(lane, after, Page, cancellation);
        return ([.. page.Where(envelope => type is null || envelope.Type == type).Select(envelope => new LogLine(envelope.Origin, System.Text.Encoding.UTF8.GetString(CloudEventJson.Write(envelope))))],
            page.Count > 0 ? page[^1].Position : after);
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();
}

/// <summary>The log of a running node over HTTP.</summary>
internal sealed class HttpLog : ILogSource
{
    private const int Page = 200;
    private readonly NodeClient node;

    private HttpLog(NodeClient node, string id) => (this.node, Node) = (node, id);

    public string Node { get; }

    public static async Task<HttpLog> OpenAsync(NodeClient node, CancellationToken cancellation) =>
        new(node, (await node.GetAsync("/api/platform/v1/health", cancellation)).GetProperty("node").GetString()!);

    public async Task<(IReadOnlyList<LogLine> Lines, long Through)> ReadAsync(Lane lane, long after, string? type, CancellationToken cancellation)
    {
        var page = await node.GetAsync($"/api/platform/v1/log/{lane}?after={after}&limit={Page}{(type is null ? "" : "&type=" + Uri.EscapeDataString(type))}", cancellation);
        return ([.. page.GetProperty("events").EnumerateArray().Select(envelope => new LogLine(envelope.GetProperty("origin").GetString() ?? "", envelope.GetRawText()))],
            page.GetProperty("through").GetInt64());
    }

    public ValueTask DisposeAsync()
    {
        node.Dispose();
        return ValueTask.CompletedTask;
    }
}
