using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.TestKit;

namespace SmartCity.Architecture.Tests;

/// <summary>The routes of a node with every module of the build.</summary>
public sealed class EndpointTests
{
    // Open to everybody, each with the reason.
    private static readonly Dictionary<string, string> Open = new()
    {
        ["/health"] = "for load balancers", ["/health/ready"] = "for load balancers", ["/openapi/{documentName}.json"] = "shapes, no data",
        ["/account/sign-in"] = "the door: its form", ["/account/language"] = "which language the door speaks",
        ["/api/federation/v1/enrol"] = "a county that has no key yet; the one-time code lets it in",
    };

    [Fact]
    public async Task Every_route_names_the_right_it_needs_under_its_modules_name()
    {
        await using var node = await TestNode.StartAsync("430481", BuiltModules.All);
        var endpoints = node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(RouteRule.Of).ToList();

        Assert.True(endpoints.Count > 20);
        Assert.Empty(endpoints.SelectMany(route => RouteRule.FindMistakes(route, [.. BuiltModules.All.Select(module => module.Route), "platform"], Open.Keys)));
        Assert.Empty(Open.Keys.Except(endpoints.Select(route => route.Path)));
    }

    [Theory]
    [InlineData("/api/traffic/v1/roads", null, null, false, "names no right")]
    [InlineData("/api/traffic/v1/roads", "federation", "read", false, "names a right of federation")]
    [InlineData("/api/parking/v1/places", "parking", "read", false, "no module of this build")]
    [InlineData("/roads", "traffic", "read", false, "no module of this build")]
    [InlineData("/api/traffic/roads", "traffic", "read", false, "no module of this build")]
    [InlineData("/api/traffic/v1/roads", null, null, true, "is open to everybody")]
    public void A_route_that_breaks_a_rule_is_noticed(string path, string? module, string? action, bool anonymous, string expected) =>
        Assert.Contains(RouteRule.FindMistakes(new(path, module is null ? null : new(module, action!), anonymous), ["traffic"], []), mistake => mistake.Contains(expected));

    // A page is for whoever is signed in; what it shows comes from the API, which asks for the right.
    internal sealed record RouteRule(string Path, RightRequirement? Right, bool Anonymous, bool Page = false)
    {
        public static RouteRule Of(RouteEndpoint endpoint) => new("/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint.Metadata.GetMetadata<RightRequirement>(), endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(policy => policy.Policy is "page" or "page-signed-in"));

        public static IEnumerable<string> FindMistakes(RouteRule route, IReadOnlyCollection<string> modules, IReadOnlyCollection<string> open)
        {
            if (open.Contains(route.Path) || route.Page && !route.Anonymous && !route.Path.StartsWith("/api/", StringComparison.Ordinal))
                yield break;
            if (route.Anonymous)
                yield return $"{route.Path} is open to everybody and not on the list of what may be.";
            else if (route.Right is null)
                yield return $"{route.Path} names no right: .RequireRight(\"<route>\", \"<action>\").";
            if (modules.FirstOrDefault(module => route.Path.StartsWith($"/api/{module}/v1/", StringComparison.Ordinal)) is not { } owner)
                yield return $"{route.Path} belongs to no module of this build: /api/<route>/v1/….";
            else if (route.Right is { } right && right.Module != owner)
                yield return $"{route.Path} names a right of {right.Module}.";
        }
    }
}

/// <summary>The modules that services/Node/Modules.cs names.</summary>
internal static class BuiltModules
{
    public static IReadOnlyList<IModule> All { get; } = (IReadOnlyList<IModule>)System.Reflection.Assembly.Load("SmartCity.Node").GetType("SmartCity.Node.Modules", throwOnError: true)!.GetProperty("All")!.GetValue(null)!;
}
