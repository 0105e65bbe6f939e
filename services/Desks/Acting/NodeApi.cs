using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Http;

namespace SmartCity.Desks.Acting;

/// <summary>
/// The node's HTTP API for a page: paths as outside callers write them (<c>/api/city-management/v1/cases</c>), in memory,
/// with the operator's rights. What the API refuses comes back as a <see cref="Refused"/>, never as an exception.
/// </summary>
public sealed class NodeApi(NodePipeline pipeline, ClaimsPrincipal caller) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = EventJson.Options.Encoder,
        Converters = { EventJson.Options.Converters[0] },
    };

    private readonly HttpClient http = pipeline.ClientOf(caller);

    /// <summary>Reads.</summary>
    public Task<Answer<T>> GetAsync<T>(string path, CancellationToken cancellation) => SendAsync<T>(HttpMethod.Get, path, null, null, cancellation);

    /// <summary>Posts a body and reads the answer.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">Written as JSON; null for none.</param>
    /// <param name="key">Drawn when the dialog was opened, so that a second click does nothing twice; null for a new one.</param>
    /// <param name="cancellation">Stops waiting, not what was begun.</param>
    public Task<Answer<T>> PostAsync<T>(string path, object? body, string? key, CancellationToken cancellation) => SendAsync<T>(HttpMethod.Post, path, body, key ?? NewKey(), cancellation);

    /// <inheritdoc cref="PostAsync{T}"/>
    public Task<Answer<T>> PutAsync<T>(string path, object? body, string? key, CancellationToken cancellation) => SendAsync<T>(HttpMethod.Put, path, body, key ?? NewKey(), cancellation);

    /// <summary>Deletes.</summary>
    public Task<Answer<JsonElement>> DeleteAsync(string path, CancellationToken cancellation) => SendAsync<JsonElement>(HttpMethod.Delete, path, null, null, cancellation);

    /// <summary>A key for <see cref="PostAsync{T}"/>.</summary>
    public static string NewKey() => Guid.NewGuid().ToString("N");

    public void Dispose() => http.Dispose();

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            return new(default, await RefusedAsync(response, cancellation));
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new(bytes.Length == 0 ? default : JsonSerializer.Deserialize<T>(bytes, Json), null);
    }

    private static async Task<Refused> RefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Told>(Json, cancellation);
            return new(status, problem?.Type?[(problem.Type.LastIndexOf(':') + 1)..] ?? "unknown", problem?.Title ?? $"HTTP {status}", problem?.Detail, problem?.Errors ?? new Dictionary<string, string[]>());
        }
        catch (JsonException)
        {
            return new(status, "unknown", $"HTTP {status}", null, new Dictionary<string, string[]>());
        }
    }

    private sealed record Told(string? Type, string? Title, string? Detail, Dictionary<string, string[]>? Errors);
}

/// <summary>What the API said.</summary>
/// <param name="Value">The answer; default when it was refused or empty.</param>
/// <param name="Refused">Why not; null when all is well.</param>
public sealed record Answer<T>(T? Value, Refused? Refused)
{
    /// <summary>Whether it was done.</summary>
    public bool Done => Refused is null;
}

/// <summary>Why the API did not do it, as its problem details say.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">The problem's stable name, kebab-case.</param>
/// <param name="Title">What went wrong, in both languages.</param>
/// <param name="Detail">What went wrong this time and what helps.</param>
/// <param name="Errors">Fields that are wrong, each with what was expected.</param>
public sealed record Refused(int Status, string Type, string Title, string? Detail, IReadOnlyDictionary<string, string[]> Errors);
