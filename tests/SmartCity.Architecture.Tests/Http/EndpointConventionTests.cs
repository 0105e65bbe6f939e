using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.TestKit;

namespace SmartCity.Architecture.Tests.Http;

/// <summary>Conventions that every endpoint of every module of the build keeps.</summary>
public sealed class EndpointConventionTests
{
    // Whoever adds a route here opens it to the whole world: say why.
    private static readonly string[] OpenToAll =
    [
        "GET /health", "GET /health/ready", // for balancers and people who look whether it lives
        "GET /openapi/{documentName}.json", // describes, gives no data away
        "GET /account/sign-in", "POST /account/sign-in", // the door itself
        "POST /account/language", // which language the door speaks
        "POST /api/federation/v1/enrol", // a new county has no token yet; the one-time code in the body is the proof
    ];

    private static IReadOnlyList<IModule> AllModules => (IReadOnlyList<IModule>)Assembly.Load("SmartCity.Node")
        .GetType("SmartCity.Node.Modules", throwOnError: true)!.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    [Fact]
    public async Task Every_endpoint_of_every_module_names_a_right_unless_it_is_listed_as_open()
    {
        await using var node = await TestNode.StartAsync("430481", AllModules);

        var withoutRight = Endpoints(node).Where(endpoint => endpoint.Metadata.GetMetadata<RightRequirement>() is null && !IsPage(endpoint)).SelectMany(Names).Distinct().Order();

        Assert.Equal(OpenToAll.Order(), withoutRight);
    }

    [Fact]
    public async Task Every_right_names_the_module_it_belongs_to()
    {
        await using var node = await TestNode.StartAsync("430481", AllModules);

        var strangers = Endpoints(node)
            .Where(endpoint => endpoint.Metadata.GetMetadata<RightRequirement>() is { } right && !endpoint.RoutePattern.RawText!.StartsWith($"/api/{right.Module}/", StringComparison.Ordinal))
            .SelectMany(Names);

        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Every_write_takes_an_idempotency_key_except_those_of_links()
    {
        await using var node = await TestNode.StartAsync("430481", AllModules);

        // Forms of pages are no writes of the API: what a page does, it does through the API.
        var without = Endpoints(node).Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)).SelectMany(endpoint => Names(endpoint).Select(name => (name, endpoint)))
            .Where(pair => (pair.name.StartsWith("POST ", StringComparison.Ordinal) || pair.name.StartsWith("PUT ", StringComparison.Ordinal)) && pair.endpoint.Metadata.GetMetadata<IdempotencyMetadata>() is not { Use: true })
            .Select(pair => (pair.name, pair.endpoint.Metadata.GetMetadata<RightRequirement>()?.Action));

        // A report's key opens the case itself and is kept with it, for longer than the Kernel keeps answers. A one-time code is
        // told once: the answer kept for a repeat would hold it in clear.
        string[] reasoned = ["POST /api/city-management/v1/cases", "POST /api/federation/v1/enrolments"];
        Assert.All(without.Where(pair => !reasoned.Contains(pair.name)), pair => Assert.Equal("link", pair.Action));
    }

    [Fact]
    public async Task Every_module_serves_its_OpenAPI_document()
    {
        await using var node = await TestNode.StartAsync("430481", AllModules);

        foreach (var module in AllModules)
        {
            var document = await node.Http.GetFromJsonAsync<JsonElement>($"/openapi/{module.Route}.json");
            Assert.All(document.GetProperty("paths").EnumerateObject(), path => Assert.StartsWith($"/api/{module.Route}/v1", path.Name));
        }
    }

    private static IEnumerable<RouteEndpoint> Endpoints(TestNode node) => node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // For whoever is signed in; what a page shows and does goes through the API, which asks for the right.
    private static bool IsPage(RouteEndpoint endpoint) => !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(policy => policy.Policy is "page" or "page-signed-in");

    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {endpoint.RoutePattern.RawText}");
}
