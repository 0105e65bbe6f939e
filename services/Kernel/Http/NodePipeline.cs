using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace SmartCity.Kernel.Http;

/// <summary>
/// The node's own HTTP pipeline, called in memory: for pages of the same process. Rights, problems, idempotency and audit
/// are those of the API, because it is the API; there is no socket and no token.
/// </summary>
public sealed class NodePipeline(IServiceScopeFactory scopes)
{
    private RequestDelegate? pipeline;

    /// <summary>A client of the API that speaks for a principal; its claims <c>sub</c>, <c>kind</c> and <c>rights</c> count as a token's would.</summary>
    public HttpClient ClientOf(ClaimsPrincipal caller) => new(new Handler(this, caller)) { BaseAddress = new("http://node.invalid/") };

    internal RequestDelegate Keep(RequestDelegate next) => pipeline = next;

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ClaimsPrincipal caller, CancellationToken cancellation)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellation);
        await using var scope = scopes.CreateAsyncScope();
        var response = new InMemoryResponse();
        var http = new DefaultHttpContext(Features(request, body, response)) { RequestServices = scope.ServiceProvider, RequestAborted = cancellation };
        http.Features.Set(new InProcessCaller(caller));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            // Away from a page's own synchronisation context: other work of the page goes on.
            await Task.Run(() => (pipeline ?? throw new InvalidOperationException("The node has not started yet."))(http), cancellation);
            await http.Response.BodyWriter.FlushAsync(cancellation);
            await response.StartAsync();
            return Message(http.Response, answer.ToArray(), request);
        }
        finally
        {
            await response.CompleteAsync();
        }
    }

    private static FeatureCollection Features(HttpRequestMessage request, byte[] body, InMemoryResponse response)
    {
        var features = new FeatureCollection();
        var wanted = new HttpRequestFeature
        {
            Protocol = "HTTP/1.1", Scheme = "http", Method = request.Method.Method, Path = PathString.FromUriComponent(request.RequestUri!),
            QueryString = request.RequestUri!.Query, Body = new MemoryStream(body, writable: false),
        };
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
            wanted.Headers[name] = values.ToArray();
        wanted.Headers.Host = "node.invalid";
        wanted.Headers.ContentLength = request.Content is null ? null : body.Length;
        features.Set<IHttpRequestFeature>(wanted);
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(request.Content is not null));
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        return features;
    }

    private static HttpResponseMessage Message(HttpResponse response, byte[] body, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((System.Net.HttpStatusCode)response.StatusCode) { Content = new ByteArrayContent(body), RequestMessage = request };
        foreach (var (name, values) in response.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        return message;
    }

    private sealed class Handler(NodePipeline pipeline, ClaimsPrincipal caller) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => pipeline.SendAsync(request, caller, cancellationToken);
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    private sealed class InMemoryResponse : HttpResponseFeature
    {
        private readonly Stack<Func<Task>> starting = new();
        private readonly Stack<Func<Task>> completed = new();

        public override void OnStarting(Func<object, Task> callback, object state) => starting.Push(() => callback(state));

        public override void OnCompleted(Func<object, Task> callback, object state) => completed.Push(() => callback(state));

        public Task StartAsync() => RunAsync(starting);

        public Task CompleteAsync() => RunAsync(completed);

        private static async Task RunAsync(Stack<Func<Task>> callbacks)
        {
            while (callbacks.TryPop(out var callback))
                await callback();
        }
    }
}

/// <summary>Who a request from within this process speaks for.</summary>
internal sealed record InProcessCaller(ClaimsPrincipal Principal);
