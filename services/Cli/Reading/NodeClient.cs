using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmartCity.Cli.Reading;

/// <summary>Speaks to a node or a gateway over HTTP; what they refuse is told in their words with the next step.</summary>
internal sealed class NodeClient : IDisposable
{
    private readonly HttpClient http;

    public NodeClient(string url, string token)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new Failure($"{url} is no address of a node; expected for example http://127.0.0.1:8481.", Failure.WrongUsage);
        http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, body, cancellation);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken cancellation) => SendAsync(HttpMethod.Put, path, body, cancellation);

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (!answer.IsSuccessStatusCode)
                throw Refused(answer.StatusCode, text);
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (HttpRequestException away)
        {
            throw new Failure($"{http.BaseAddress} does not answer ({away.Message}). Is the node running, and is this its address?");
        }
        catch (JsonException)
        {
            throw new Failure($"{http.BaseAddress} answers something that is not JSON. Is this the address of a node or gateway?");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new Failure($"{http.BaseAddress} took longer than {http.Timeout.TotalSeconds:0} s to answer.");
        }
    }

    private Failure Refused(HttpStatusCode status, string text)
    {
        var next = status switch
        {
            HttpStatusCode.Unauthorized => " The token does not hold there: renew it (the embedded city does at every start), or name another with --token-file.",
            HttpStatusCode.Forbidden => " Ask for a token with this right.",
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => " Try again in a few seconds.",
            _ => "",
        };
        return new($"{http.BaseAddress} answered {(int)status}: {Words(text)}{next}", status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? Failure.Refused : Failure.NotDone);
    }

    private static string Words(string text)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(text);
            var words = new[] { "title", "detail" }.Where(name => problem.TryGetProperty(name, out _)).Select(name => problem.GetProperty(name).GetString());
            var errors = problem.TryGetProperty("errors", out var fields) ? " " + fields.GetRawText() : "";
            return string.Join(". ", words) + errors;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return text.Length > 300 ? text[..300] : text;
        }
    }
}
