using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmartCity.Protocols.Digest;

namespace SmartCity.Protocols.Tests.Digest;

/// <summary>A Kestrel on a free loopback port that answers 200 with rspauth to whoever passes our digest, and 401 with challenges to others.</summary>
internal sealed class DigestHost : IAsyncDisposable
{
    public const string User = "43040500001190000001", Password = "衡阳 test 1", Realm = "viid.hengyang";

    private readonly WebApplication _app;
    private readonly DigestServer _server;

    private DigestHost(WebApplication app, DigestServer server) => (_app, _server) = (app, server);

    public Uri Address => new(_app.Urls.First());

    public List<DigestVerdict> Verdicts { get; } = [];

    public static async Task<DigestHost> StartAsync(TimeProvider clock, params DigestAlgorithm[] algorithms)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new DigestHost(builder.Build(), new DigestServer(Realm, new DigestNonces(clock), algorithms));
        host._app.Run(host.AnswerAsync);
        await host._app.StartAsync();
        return host;
    }

    private Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Path + context.Request.QueryString.Value;
        var error = DigestCredentials.TryParse(context.Request.Headers.Authorization, out var credentials);
        var verdict = DigestVerdict.WrongResponse;
        if (error is DigestError.None)
        {
            var secret = credentials!.Username == User ? DigestSecret.FromPassword(credentials.Algorithm, User, Realm, Password) : null;
            verdict = _server.Verify(credentials, context.Request.Method, target, secret);
            lock (Verdicts) Verdicts.Add(verdict);
            if (verdict is DigestVerdict.Accepted)
            {
                context.Response.Headers["Authentication-Info"] = $"rspauth=\"{DigestResponse.ComputeServer(credentials, secret!)}\", qop=auth";
                return context.Response.WriteAsync("welcome");
            }
        }
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = _server.Challenge(DigestServer.IsStale(verdict)).Select(one => one.ToString()).ToArray();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
