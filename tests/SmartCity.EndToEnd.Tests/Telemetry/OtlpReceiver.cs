using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmartCity.EndToEnd.Tests.Telemetry;

/// <summary>A span as it was sent.</summary>
internal sealed record Span(string Service, string Node, string Trace, string Id, string Parent, string Name, ulong Start, ulong End, string Attributes, IReadOnlyList<string> Links);

/// <summary>Takes what programs send by OTLP over HTTP, and takes it apart.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtlpReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Span> Spans { get; } = [];

    /// <summary>Names of metrics by service.</summary>
    public ConcurrentDictionary<(string Service, string Metric), int> Metrics { get; } = new();

    /// <summary>Bodies of log records with their service and trace.</summary>
    public ConcurrentQueue<(string Service, string Body, string Trace)> Logs { get; } = [];

    /// <summary>All that came, as bytes: to look for what must not be in it.</summary>
    public ConcurrentQueue<byte[]> Everything { get; } = [];

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "300",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["Telemetry__FiguresEvery"] = "00:00:01",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.MapPost("/v1/{signal}", receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    private async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        Assert.Equal("application/x-protobuf", request.ContentType);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Everything.Enqueue(body.ToArray());
        foreach (var one in new Protobuf(body.ToArray()).Messages(1))
            Take(signal, one, Attributes(one.Message(1)!, 1));
        return Results.Bytes([], "application/x-protobuf");
    }

    private void Take(string signal, Protobuf message, IReadOnlyDictionary<string, string> resource)
    {
        var service = resource["service.name"];
        foreach (var item in message.Messages(2).SelectMany(scope => scope.Messages(2)))
            switch (signal)
            {
                case "traces":
                    Spans.Enqueue(new(service, resource["smartcity.node"], item.Hex(1), item.Hex(2), item.Hex(4), item.Text(5), item.Number(7), item.Number(8),
                        string.Join(' ', Attributes(item, 9).Select(pair => $"{pair.Key}={pair.Value}")), [.. item.Messages(13).Select(link => link.Hex(1))]));
                    break;
                case "metrics":
                    Metrics[(service, item.Text(1))] = 1;
                    break;
                default:
                    Logs.Enqueue((service, item.Message(5)?.Text(1) ?? "", item.Hex(9)));
                    break;
            }
    }

    private static Dictionary<string, string> Attributes(Protobuf of, int field) =>
        of.Messages(field).GroupBy(pair => pair.Text(1)).ToDictionary(pair => pair.Key, pair => pair.Last().Message(2) is { } value ? value.Text(1) is { Length: > 0 } text ? text : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
