using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Http;

/// <summary>The conventions every endpoint of a node shares.</summary>
internal static class NodeHttp
{
    private const long LargestBody = 4 << 20;

    public static void AddNodeHttp(this WebApplicationBuilder builder, ChosenModules modules)
    {
        var services = builder.Services;
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = EventJson.Options.Encoder;
            json.SerializerOptions.DefaultIgnoreCondition = EventJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.Converters.Add(EventJson.Options.Converters[0]);
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.TryAdd("node", context.HttpContext.RequestServices.GetRequiredService<NodeInfo>().Id);
            if (context.ProblemDetails.Type?.StartsWith(Problems.Prefix, StringComparison.Ordinal) != true)
                context.ProblemDetails.Type = Problems.Prefix + TypeOf(context.ProblemDetails.Status);
        });
        services.AddSingleton<NodePipeline>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton<Audit>();
        services.AddOptions<RightsOptions>().BindConfiguration("Rights").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RightsOptions>, RightsCheck>();
        services.AddSingleton<TrustedIssuers>();
        services.AddAuthentication(TokenAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalProblems>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new NobodyRequirement()).Build());
        services.AddOpenApi("platform");
        foreach (var module in modules.List)
            services.AddOpenApi(module.Route);
    }

    public static void UseNodeHttp(this WebApplication app, IReadOnlyList<IPageModule> pages)
    {
        app.Use(app.Services.GetRequiredService<NodePipeline>().Keep);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        foreach (var module in pages)
            module.UseFiles(app);
        app.UseRouting();
        app.Use(AnswerWhatIsNoRoute);
        app.UseAuthentication();
        app.UseAuthorization();
        foreach (var module in pages)
            module.UseForms(app);
        app.UseMiddleware<AuditTrail>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapGet("/health", (NodeHealth health) => TypedResults.Ok(new { status = health.Status })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", (NodeHealth health) => health.Ready ? Results.Ok(new { ready = true }) : Results.Json(new { ready = false }, statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().ExcludeFromDescription();
        PlatformEndpoints.Map(app.MapGroup("/api/platform/v1").WithTags("Platform").WithGroupName("platform").WithIdempotency());
    }

    // Before authorisation, whose fallback would answer "not allowed" for what is not there at all.
    private static Task AnswerWhatIsNoRoute(HttpContext http, RequestDelegate next) => http.GetEndpoint() switch
    {
        null => Problems.Problem(StatusCodes.Status404NotFound, "no-such-route", "没有此接口 No such route", $"This node has no {http.Request.Method} {http.Request.Path}; GET /openapi/<module>.json lists what it has.").ExecuteAsync(http),
        Microsoft.AspNetCore.Routing.RouteEndpoint => next(http),
        // Wrong method, wrong content type: an endpoint that routing made to say so.
        { } says => says.RequestDelegate!(http),
    };

    private static string TypeOf(int? status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "content-type-unsupported",
        _ => "http-" + status,
    };
}

/// <summary>What should not happen, as a problem that tells the caller whether trying again helps, and nothing of our insides.</summary>
internal sealed class ExceptionProblems(IProblemDetailsService problems, NodeStore store, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, type, title, detail) = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large => (large.StatusCode, "body-too-large", "请求内容过大 The request is too large", large.Message),
            BadHttpRequestException bad => (bad.StatusCode, "invalid-request", "请求内容有误 The request is not valid", bad.InnerException is System.Text.Json.JsonException json ? $"The body is not the JSON expected at {json.Path ?? "$"}: {json.Message}" : bad.Message),
            LogFullException full => (StatusCodes.Status507InsufficientStorage, "storage-full", "存储空间不足 Out of storage", full.Message),
            DiskFullException full => (StatusCodes.Status507InsufficientStorage, "storage-full", "存储空间不足 Out of storage", full.Message),
            Orleans.Runtime.OrleansException => (StatusCodes.Status503ServiceUnavailable, "try-again", "暂时不可用 Not available at the moment", "The process of this node that holds the thing has just ended, or none runs its module. Try again in a few seconds; with an Idempotency-Key nothing is done twice."),
            _ when store.IsTransient(exception) => (StatusCodes.Status503ServiceUnavailable, "try-again", "暂时不可用 Not available at the moment", "The node's database is busy or away. Try again in a few seconds; with an Idempotency-Key nothing is done twice."),
            _ => (StatusCodes.Status500InternalServerError, "internal", "内部错误 Internal error", "The node failed to do this; its log says why, under the trace id given here."),
        };
        if (status >= 500)
            KernelLog.RequestFailed(logger, httpContext.Request.Path, type, exception);
        if (status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "3";
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Type = Problems.Prefix + type, Title = title, Detail = detail },
        });
    }
}

/// <summary>401 and 403 as problems: what was wrong with the token, or which right is missing.</summary>
internal sealed class RefusalProblems(TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    private static readonly Microsoft.AspNetCore.Authorization.Policy.AuthorizationMiddlewareResultHandler Pages = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, Microsoft.AspNetCore.Authorization.Policy.PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }
        // Pages answer in their own way: a browser is sent to sign in.
        if (policy.AuthenticationSchemes.Count > 0)
        {
            await Pages.HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        var right = context.GetEndpoint()?.Metadata.GetMetadata<RightRequirement>();
        var unknown = context.User.Identity is not { IsAuthenticated: true };
        if (unknown)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            context.Response.Headers.Date = clock.GetUtcNow().ToString("R");
        }
        var failure = context.Items[TokenAuthentication.FailureItem] as string;
        await (unknown
            ? Problems.Problem(401, failure ?? "token-missing", "需要登录 Sign in first", failure switch
            {
                null => "Send a bearer token in the Authorization header.",
                Contracts.Security.TokenFailure.Time => $"The token is expired or not yet valid; the clock here says {clock.GetUtcNow():O}.",
                _ => $"The token does not hold here: {failure}.",
            })
            : Problems.Problem(403, "right-missing", "没有权限 Not allowed", right is null ? "Nobody may call this." : $"The token does not grant {right.Module}:{right.Action}.")).ExecuteAsync(context);
    }
}

/// <summary>Every mistake in the trusted issuers at once; a key made for this machine alone is refused on a node that others can reach.</summary>
internal sealed class RightsCheck(Microsoft.Extensions.Configuration.IConfiguration configuration) : IValidateOptions<RightsOptions>
{
    public ValidateOptionsResult Validate(string? name, RightsOptions options)
    {
        var mistakes = new List<string>();
        for (var index = 0; index < options.Issuers.Count; index++)
        {
            var issuer = options.Issuers[index];
            if (issuer.Name.Length == 0)
                mistakes.Add($"Rights:Issuers:{index}:Name is missing.");
            if (issuer.PublicKey is null)
                mistakes.Add($"Rights:Issuers:{index}:Key must be a JSON Web Key of an EC key on P-256.");
            mistakes.AddRange(issuer.Rights.Where(right => !Contracts.Security.Right.TryParse(right, out _)).Select(right => $"Rights:Issuers:{index}:Rights holds {right}; expected module:action:division."));
            if (issuer.LoopbackOnly && !OnLoopback())
                mistakes.Add($"Rights:Issuers:{index} ({issuer.Name}) is a key made for one machine, and this node listens beyond loopback ({configuration["urls"]}). Remove the issuer, or listen on 127.0.0.1.");
        }
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    // Ports without an address mean every address; nothing at all means localhost.
    private bool OnLoopback()
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (endpoints.Count > 0)
            return endpoints.All(endpoint => IsLoopback(endpoint["Url"]));
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';').All(IsLoopback);
        return string.IsNullOrEmpty(configuration["http_ports"]) && string.IsNullOrEmpty(configuration["https_ports"]);
    }

    private static bool IsLoopback(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
