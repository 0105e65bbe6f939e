using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Identity;
using SmartCity.Gateway.Limits;
using Yarp.ReverseProxy.Forwarder;

namespace SmartCity.Gateway.Forwarding;

/// <summary>What the caller is told when a request did not get through, as long as there is still a response to tell it in. The node's own errors are passed on as they are.</summary>
internal sealed class ForwardFailures(IOptions<GatewayOptions> options, TimeProvider clock)
{
    public Task AnswerAsync(HttpContext http, Caller caller, bool wasRevoked)
    {
        if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;
        var refusal = wasRevoked ? TokenRefusals.Of(TokenRefusals.Revoked, clock.GetUtcNow()) : For(failure, caller);
        return refusal.WriteAsync(http);
    }

    private Refusal For(IForwarderErrorFeature failure, Caller caller) => failure.Error switch
    {
        ForwarderError.RequestTimedOut => Destination(StatusCodes.Status504GatewayTimeout, "destination-silent", "节点未及时响应 The node did not answer in time",
            $"The node has been silent for {options.Value.Limits.Silence.TotalSeconds} seconds."),
        ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled => Body(failure.Exception, caller),
        _ => Destination(StatusCodes.Status502BadGateway, "destination-unreachable", "无法连接到节点 The node cannot be reached",
            "The gateway works, the node behind it does not answer. Try again in a few seconds."),
    };

    private Refusal Destination(int status, string type, string title, string detail) =>
        new(status, type, title, detail) { Next = options.Value.Node, RetryAfter = TimeSpan.FromSeconds(3) };

    private Refusal Body(Exception? exception, Caller caller) => Bad(exception)?.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => LimitRefusals.TooLarge(Allowance.Of(caller, options.Value.Limits).MaxBodyBytes),
        StatusCodes.Status408RequestTimeout => LimitRefusals.TooSlow,
        _ => new(StatusCodes.Status400BadRequest, "body-broken", "请求体不完整 The body is broken", "The body ended before it was whole, or is not encoded as its headers say."),
    };

    private static BadHttpRequestException? Bad(Exception? exception) => exception switch
    {
        BadHttpRequestException bad => bad,
        AggregateException many => many.InnerExceptions.Select(Bad).FirstOrDefault(bad => bad is not null),
        null => null,
        _ => Bad(exception.InnerException),
    };
}
