using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Federation.Links;

/// <summary>What the other side answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body, bounded.</param>
/// <param name="Format">Media type of the body.</param>
/// <param name="Headers">The headers.</param>
internal sealed record LinkResponse(HttpStatusCode Status, byte[] Body, string? Format, HttpResponseHeaders Headers)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    public T? Read<T>() where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, EventJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A header's value; null when it is absent.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The problem's name without its prefix, or the status.</summary>
    public string Problem => Read<ProblemBody>()?.Type?.Split(':')[^1] ?? "http-" + (int)Status;

    /// <summary>The problem as a sentence that names the hop.</summary>
    public string Explain()
    {
        var problem = Read<ProblemBody>();
        var hop = problem?.Hop ?? problem?.Node;
        return $"{(int)Status} {problem?.Title} {problem?.Detail}{(hop is null ? "" : $" (at {hop})")}".Trim();
    }

    /// <summary>The cursor the other side expects.</summary>
    public LinkCursor? Expected => Read<ProblemBody>()?.Expected;

    private sealed record ProblemBody(string? Type, string? Title, string? Detail, string? Hop, string? Node, LinkCursor? Expected);
}

/// <summary>The upstream answered, and not with what was asked for.</summary>
internal sealed class LinkRefusedException(string what, LinkResponse response) : HttpRequestException($"{what}: {response.Explain()}")
{
    public LinkResponse Response { get; } = response;
}

/// <summary>Sends requests to the upstream's gateway, each signed with this node's key and bound to its method, path and body.</summary>
internal sealed class LinkClient(NodeKeys keys, NodeInfo node, UpstreamLink upstream, TimeProvider clock) : IDisposable
{
    private const int LargestAnswer = 8 << 20;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        KeepAlivePingDelay = TimeSpan.FromSeconds(15),
    })
    { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };

    /// <summary>Asks to be let in.</summary>
    public async Task<(EnrolAnswer? Answer, string? Failure)> EnrolAsync(Uri url, string code, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(url, "/api/federation/v1/enrol"), new EnrolRequest(node.Id, node.Name, code, keys.Link.Public.ToJwk()), EventJson.Options, cancellation);
            var response = await ReadAsync(answer, cancellation);
            return response.Ok && response.Read<EnrolAnswer>() is { } enrolled ? (enrolled, null) : (null, response.Explain());
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{url} cannot be reached: {exception.Message}");
        }
    }

    /// <summary>Sends a request below <c>/api/federation/v1</c>.</summary>
    /// <exception cref="HttpRequestException">The line failed.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async Task<LinkResponse> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string? format, TimeSpan patience, CancellationToken cancellation)
    {
        var response = await SendOnceAsync(method, path, body, format, patience, cancellation);
        if (response.Status != HttpStatusCode.Unauthorized || response.Problem != TokenFailure.Time || response.Headers.Date is not { } theirs)
            return response;
        // The clocks disagree: sign with the offset their answer shows, and show it.
        upstream.ClockOffset = theirs - clock.GetUtcNow();
        return await SendOnceAsync(method, path, body, format, patience, cancellation);
    }

    private async Task<LinkResponse> SendOnceAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string? format, TimeSpan patience, CancellationToken cancellation)
    {
        var to = upstream.Current ?? throw new HttpRequestException("This node has no upstream.");
        var target = "/api/federation/v1" + path;
        using var request = new HttpRequestMessage(method, to.Url + target);
        if (method != HttpMethod.Get)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", format ?? "application/json");
        }
        var signed = request.RequestUri!.PathAndQuery;
        request.Headers.Authorization = new("Bearer", NodeRequestToken.Issue(keys.Link, node.Id, to.Audience, method.Method, signed, body.Span, clock, upstream.ClockOffset));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(patience);
        try
        {
            using var answer = await http.SendAsync(request, giveUp.Token);
            return await ReadAsync(answer, giveUp.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer from {to.Url} within {patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<LinkResponse> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        new(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation), answer.Content.Headers.ContentType?.MediaType, answer.Headers);

    public void Dispose() => http.Dispose();
}
