using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmartCity.AppHost.Reading;

/// <summary>Speaks to a node or the gateway over HTTP as the administrator.</summary>
internal sealed class NodeApi : IDisposable
{
    private readonly HttpClient http;

    public NodeApi(Uri address, string token)
    {
        http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Address => http.BaseAddress!;

    /// <summary>What a path answers; null on 404.</summary>
    /// <exception cref="ApiFailure">Any other refusal, in its own words.</exception>
    public Task<JsonElement?> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, null, cancellation);

    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellation, string? idempotencyKey = null) =>
        await SendAsync(HttpMethod.Post, path, body ?? new { }, idempotencyKey, cancellation) ?? throw new ApiFailure(HttpStatusCode.NotFound, $"{Address}{path.TrimStart('/')} does not exist.");

    public async Task<JsonElement> PutAsync(string path, object body, CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Put, path, body, null, cancellation) ?? throw new ApiFailure(HttpStatusCode.NotFound, $"{Address}{path.TrimStart('/')} does not exist.");

    /// <summary>Whether it says it is ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement?> SendAsync(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new ApiFailure(answer.StatusCode, $"{method} {Address}{path.TrimStart('/')} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default(JsonElement) : JsonSerializer.Deserialize<JsonElement>(text);
    }
}

/// <summary>A node said no; the message holds its words.</summary>
internal sealed class ApiFailure(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
}
