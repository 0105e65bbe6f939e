using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using SmartCity.Contracts;

namespace SmartCity.Alarms.Notification;

/// <summary>Posts a CloudEvent to a webhook: https alone, no redirects, no proxy, only to addresses that are allowed, an answer that is not read.</summary>
internal sealed class WebhookSender : ISender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Uri url;
    private readonly WebhookSignature signature;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    public WebhookSender(WebhookTarget target, WebhookSignature signature, SafeNetwork network, TimeProvider clock)
    {
        (Target, url, this.signature, this.clock) = (target.Name, new Uri(target.Url), signature, clock);
        client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = Patience,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellation) => network.ConnectAsync(context.DnsEndPoint, cancellation),
            SslOptions = target.CertificateSha256 is { } pinned ? Pinned(pinned) : new(),
        })
        { Timeout = Patience };
    }

    public string Target { get; }

    public string Destination => url.Authority;

    public async Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEventJson.MediaType) { CharSet = "utf-8" };
        foreach (var (name, value) in signature.Headers(delivery.Id, clock.GetUtcNow(), delivery.Body))
            request.Headers.Add(name, value);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Judge((int)response.StatusCode, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException exception)
        {
            return new(exception.InnerException is AuthenticationException tls ? $"TLS: {tls.Message}" : exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new($"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    public void Dispose() => client.Dispose();

    internal static SendResult Judge(int status, TimeSpan? retryAfter) => status switch
    {
        >= 200 and < 300 => SendResult.Taken,
        >= 300 and < 400 => new($"HTTP {status}: redirects are not followed; name the address itself in Alarms:Webhooks"),
        410 => new("HTTP 410: the receiver is gone", Final: true),
        _ => new($"HTTP {status}", RetryAfter: retryAfter),
    };

    private static SslClientAuthenticationOptions Pinned(string fingerprint) => new()
    {
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), Convert.FromHexString(fingerprint)),
    };
}
