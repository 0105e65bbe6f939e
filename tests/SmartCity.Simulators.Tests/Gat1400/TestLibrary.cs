using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Simulators.Tests.Gat1400;

/// <summary>A view library as small as can be, on a real Kestrel: Digest, sessions, vehicles. It can go down and come back on its port.</summary>
internal sealed class TestLibrary(TimeProvider clock, string password) : IAsyncDisposable
{
    private const string Realm = "viid.hengyang";

    private readonly DigestServer _digest = new(Realm, new DigestNonces(clock));
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");
    public ConcurrentDictionary<string, bool> Sessions { get; } = new();
    public List<MotorVehicle> Vehicles { get; } = [];
    public List<string> Requests { get; } = [];
    public List<DigestVerdict> Verdicts { get; } = [];
    public long MaxBody { get; set; } = 20 * 1024 * 1024;
    public StatusCode? AnswerVehiclesWith { get; set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString()).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody);
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    public async Task StopAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _app = null;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        lock (Requests) Requests.Add(path);
        var caller = context.Request.Headers[ViidPaths.UserIdentify].ToString();
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body);
        }
        catch (BadHttpRequestException tooLarge)
        {
            context.Response.StatusCode = tooLarge.StatusCode;
            return;
        }
        if (path is ViidPaths.Register or ViidPaths.UnRegister) await RegisterAsync(context, path, caller);
        else if (!Sessions.ContainsKey(caller)) context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
        else if (path == ViidPaths.Keepalive) await StatusAsync(context, [ViidAnswers.For(caller, path, StatusCode.Ok, clock.GetUtcNow())]);
        else await VehiclesAsync(context, path, body.ToArray());
    }

    private async Task RegisterAsync(HttpContext context, string path, string caller)
    {
        var verdict = DigestVerdict.WrongResponse;
        if (DigestCredentials.TryParse(context.Request.Headers.Authorization, out var credentials) is DigestError.None)
        {
            verdict = _digest.Verify(credentials!, "POST", path, DigestSecret.FromPassword(credentials!.Algorithm, caller, Realm, password));
            lock (Verdicts) Verdicts.Add(verdict);
        }
        if (verdict is not DigestVerdict.Accepted)
        {
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            context.Response.Headers.WWWAuthenticate = _digest.Challenge(DigestServer.IsStale(verdict))[0].ToString();
            return;
        }
        if (path == ViidPaths.Register) Sessions[caller] = true;
        else Sessions.TryRemove(caller, out _);
        await StatusAsync(context, [ViidAnswers.For(caller, path, StatusCode.Ok, clock.GetUtcNow())]);
    }

    private Task VehiclesAsync(HttpContext context, string path, byte[] body)
    {
        var reading = ViidMessages.MotorVehicles.Read(body);
        if (reading.Fault is not null) context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
        var answers = ViidAnswers.For(reading, path, clock.GetUtcNow());
        if (AnswerVehiclesWith is { } code) answers = [.. answers.Select(answer => answer with { StatusCode = code })];
        else lock (Vehicles) Vehicles.AddRange(reading.Items.Where(item => item.IsAcceptable).Select(item => item.Value));
        return StatusAsync(context, answers);
    }

    private static Task StatusAsync(HttpContext context, IReadOnlyList<Protocols.Gat1400.Session.ResponseStatus> rows)
    {
        context.Response.ContentType = ViidPaths.ContentType;
        return context.Response.Body.WriteAsync(rows.Count == 1 ? ViidMessages.Status.Write(rows[0]) : ViidMessages.Status.Write(rows)).AsTask();
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
