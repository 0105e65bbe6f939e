using Microsoft.AspNetCore.Http.Features;
using SmartCity.Gateway.Access;
using SmartCity.Gateway.Directories;
using SmartCity.Gateway.Identity;
using SmartCity.Gateway.Limits;

namespace SmartCity.Gateway.Forwarding;

/// <summary>Stands before every route to the node: who is it, may they use as much, and what the node is told of them.</summary>
internal sealed class Admission(RequestDelegate next, Authentication authentication, CallerBudgets budgets, DirectoryState directory, ForwardFailures failures)
{
    public const string DirectoryHeader = "SmartCity-Directory";

    public async Task InvokeAsync(HttpContext http)
    {
        if (directory.IsStale)
            http.Response.OnStarting(SayStale, http);
        var isPage = PagePaths.Is(http);
        var (caller, refusal) = isPage ? new Admitted(authentication.Visitor(http), null) : await authentication.AuthenticateAsync(http);
        if (caller is null)
        {
            await refusal!.WriteAsync(http);
            return;
        }
        http.Items[typeof(Caller)] = caller;
        var hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        var (usage, tooMuch) = budgets.Begin(caller, hasBody ? http.Request.ContentLength : 0);
        if (usage is null)
        {
            await tooMuch!.WriteAsync(http);
            return;
        }
        using (usage)
        {
            Limit(http, usage);
            InboundHeaders.Replace(http.Request.Headers, caller.Token, keepCookie: isPage);
            await ForwardAsync(http, caller);
            usage.Charge(Traffic.Of(http).BytesIn);
        }
    }

    private async Task ForwardAsync(HttpContext http, Caller caller)
    {
        if (caller.Node is null)
        {
            await next(http);
            await failures.AnswerAsync(http, caller, wasRevoked: false);
            return;
        }
        // Revocation ends what is under way, long polls above all.
        var client = http.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(client, caller.Node.Admission.Token);
        http.RequestAborted = either.Token;
        await next(http);
        http.RequestAborted = client;
        await failures.AnswerAsync(http, caller, caller.Node.Admission.IsCancellationRequested);
    }

    private static void Limit(HttpContext http, Usage usage)
    {
        Traffic.Of(http).MostIn = usage.MaxBodyBytes;
        // The framing of chunks counts here: room for it, but not for any amount of it.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = http.Request.ContentLength is null ? usage.MaxBodyBytes * 2 + 4096 : usage.MaxBodyBytes;
    }

    private static Task SayStale(object http)
    {
        ((HttpContext)http).Response.Headers[DirectoryHeader] = DirectoryState.Stale;
        return Task.CompletedTask;
    }
}
