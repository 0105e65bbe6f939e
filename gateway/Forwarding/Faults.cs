namespace SmartCity.Gateway.Forwarding;

/// <summary>What should not happen, told with the hop's name and without our insides.</summary>
internal sealed class Faults(RequestDelegate next, ILogger<Faults> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to tell.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            if (exception is not BadHttpRequestException)
                GatewayLog.Failed(logger, exception);
            await For(exception).WriteAsync(http);
        }
    }

    private static Refusal For(Exception exception) => exception is BadHttpRequestException bad
        ? new(bad.StatusCode, "invalid-request", "请求内容有误 The request is not valid", bad.Message)
        : new(StatusCodes.Status500InternalServerError, "internal", "内部错误 Internal error", "The gateway failed to do this; its log says why, under the trace id given here.");
}
