using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using SmartCity.Gateway.Figures;

namespace SmartCity.Gateway;

/// <summary>Why the gateway itself does not let a request through, as RFC 9457 problem details that name it as the hop.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Stable name, kebab-case.</param>
/// <param name="Title">What went wrong, the same for all of the type.</param>
/// <param name="Detail">What went wrong this time and what helps.</param>
internal sealed record Refusal(int Status, string Type, string Title, string Detail)
{
    private const string Prefix = "urn:smart-hengyang:problem:";
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Which limit was met, where it was one.</summary>
    public string? Limit { get; init; }

    /// <summary>When trying again can help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The node that did not answer, where it is one.</summary>
    public string? Next { get; init; }

    /// <summary>Answers with it. The server's time goes with every 401: a caller whose clock is wrong signs with the offset.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var site = http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.Site;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var body = new ArrayBufferWriter<byte>(512);
        Write(body, site, now, Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
        var response = http.Response;
        response.Clear();
        (response.StatusCode, response.ContentType, response.ContentLength) = (Status, "application/problem+json", body.WrittenCount);
        response.Headers.CacheControl = "no-store";
        response.Headers.Date = now.ToString("R");
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        // A body that is not read to its end closes the connection: say so, or the caller's next request is lost on it.
        if (Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
            response.Headers.Connection = "close";
        http.Items[typeof(Refusal)] = this;
        http.RequestServices.GetRequiredService<GatewayMetrics>().Refused(this);
        await response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    private void Write(IBufferWriter<byte> body, string site, DateTimeOffset now, string trace)
    {
        using var json = new Utf8JsonWriter(body, Json);
        json.WriteStartObject();
        json.WriteString("type", Prefix + Type);
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        json.WriteString("hop", site);
        if (Next is not null)
            json.WriteString("next", Next);
        if (Limit is not null)
            json.WriteString("limit", Limit);
        if (Status == StatusCodes.Status401Unauthorized)
            json.WriteString("serverTime", now.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("traceId", trace);
        json.WriteEndObject();
    }
}
