namespace SmartCity.Gateway.Forwarding;

/// <summary>What should not happen, told without our insides, and answers without a body, given one that names the hop.</summary>
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
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false, ContentLength: null })
            await NotAllowed.WriteAsync(http);
    }

    private static Refusal NotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "不支持该方法 Method not allowed", "This path of the gateway does not take this method.");

    private static Refusal For(Exception exception) => exception is BadHttpRequestException bad
        ? new(bad.StatusCode, "invalid-request", "请求内容有误 The request is not valid", bad.Message)
        : new(StatusCodes.Status500InternalServerError, "internal", "内部错误 Internal error", "The gateway failed to do this; its log says why, under the trace id given here.");
}
