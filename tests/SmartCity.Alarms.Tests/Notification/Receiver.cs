using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SmartCity.Alarms.Tests.Notification;

/// <summary>A real receiver of webhooks: Kestrel with TLS and a certificate of its own on a free port of loopback.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private Receiver(WebApplication app, X509Certificate2 certificate) => (this.app, this.certificate) = (app, certificate);

    /// <summary>What it answers, one after another; then 204.</summary>
    public ConcurrentQueue<(int Status, string? Location)> Answers { get; } = new();

    public ConcurrentQueue<Posted> Came { get; } = new();

    public int Port => new Uri(app.Urls.First()).Port;

    public string Fingerprint => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    public static async Task<Receiver> StartAsync()
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var receiver = new Receiver(app, certificate);
        app.MapPost("/alarms", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Came.Enqueue(new(http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), await reader.ReadToEndAsync()));
        (http.Response.StatusCode, var location) = Answers.TryDequeue(out var answer) ? answer : (204, null);
        if (location is not null)
            http.Response.Headers.Location = location;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=receiver", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }
}

/// <summary>What was posted.</summary>
internal sealed record Posted(IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Checks the signature as the convention of Standard Webhooks says, with code of its own.</summary>
    public bool IsSignedBy(string secret)
    {
        var signed = Encoding.UTF8.GetBytes($"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}.{Body}");
        return Headers["webhook-signature"] == "v1," + Convert.ToBase64String(new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..])).ComputeHash(signed));
    }
}
