using System.Diagnostics;
using SmartCity.Gateway.Identity;

namespace SmartCity.Gateway.Access;

/// <summary>One line for every request, in the category <c>access</c>: who, what, how it ended; never a token or a body.</summary>
internal sealed class AccessLog(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    private readonly ILogger logger = loggers.CreateLogger("access");

    public async Task InvokeAsync(HttpContext http)
    {
        var (at, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (method, target) = (http.Request.Method, LoggedTarget.Of(http.Request));
        var traffic = Traffic.Begin(http);
        try
        {
            await next(http);
        }
        finally
        {
            Write(http, at, method, target, traffic, clock.GetElapsedTime(began));
        }
    }

    private void Write(HttpContext http, DateTimeOffset at, string method, string target, Traffic traffic, TimeSpan took)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;
        var caller = http.Items[typeof(Caller)] as Caller;
        var refusal = http.Items[typeof(Refusal)] as Refusal;
        // 499: the caller went away, as other proxies write it.
        var status = http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted ? 499 : http.Response.StatusCode;
        GatewayLog.Access(logger, at, caller?.Kind ?? "unknown", LoggedTarget.Plain(caller?.Id ?? "-", 64), method, target, status, traffic.BytesIn, traffic.BytesOut,
            (long)took.TotalMilliseconds, Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier, refusal is null ? "-" : refusal.Limit is null ? refusal.Type : $"{refusal.Type}:{refusal.Limit}");
    }
}
