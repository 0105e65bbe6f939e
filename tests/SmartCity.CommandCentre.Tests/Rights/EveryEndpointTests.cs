using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.CommandCentre.Accounts;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Rights;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Rights;

/// <summary>Every endpoint of every module, with every role and with none.</summary>
public sealed class EveryEndpointTests
{
    [Fact]
    public async Task Without_a_token_every_endpoint_answers_401()
    {
        await using var node = await TestSite.StartAsync();
        using var nobody = node.Client(null);
        var mistakes = new List<string>();
        var all = Endpoints(node).ToList();
        Assert.True(all.Count > 60, $"only {all.Count} endpoints");
        foreach (var endpoint in all)
            if (await CallAsync(nobody, endpoint) is var (status, _) && status != HttpStatusCode.Unauthorized)
                mistakes.Add($"{endpoint.Method} {endpoint.Path} answered {(int)status} to nobody");
        Assert.Empty(mistakes);
    }

    [Theory]
    [InlineData("duty-officer")]
    [InlineData("dispatcher")]
    [InlineData("supervisor")]
    [InlineData("auditor")]
    public async Task What_a_role_does_not_hold_is_refused_and_what_it_holds_is_not(string name)
    {
        await using var node = await TestSite.StartAsync();
        var rights = Roles.RightsOf([new("", name, "*", "*")]);
        using var client = node.Client(node.Token([.. rights.Select(right => right.ToString())]));
        var mistakes = new List<string>();
        var (refused, allowed) = (0, 0);
        foreach (var endpoint in Endpoints(node))
        {
            var holds = rights.Any(right => right.Covers(new Right(endpoint.Right.Module, endpoint.Right.Action, right.Division)));
            var (status, type) = await CallAsync(client, endpoint);
            var isRefused = status == HttpStatusCode.Forbidden && type == "urn:smart-hengyang:problem:right-missing";
            if (holds ? isRefused || status == HttpStatusCode.Unauthorized : !isRefused)
                mistakes.Add($"{endpoint.Method} {endpoint.Path} ({endpoint.Right.Module}:{endpoint.Right.Action}) answered {(int)status} {type} to a {name}");
            (refused, allowed) = holds ? (refused, allowed + 1) : (refused + 1, allowed);
        }
        Assert.Empty(mistakes);
        Assert.True(refused > 10 && allowed > 10, $"{refused} refused, {allowed} allowed");
    }

    [Fact]
    public async Task An_administrator_is_refused_nothing_that_is_read()
    {
        await using var node = await TestSite.StartAsync();
        using var client = node.Client(node.Token([.. Roles.RightsOf([new("", Roles.Administrator, "*", "*")]).Select(right => right.ToString())]));
        foreach (var endpoint in Endpoints(node).Where(endpoint => endpoint.Method == "GET" && endpoint.Right.Action != "link"))
        {
            var (status, type) = await CallAsync(client, endpoint);
            Assert.False(status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{endpoint.Path}: {(int)status} {type}");
        }
    }

    [Fact]
    public async Task A_role_held_for_one_module_opens_no_other()
    {
        await using var node = await TestSite.StartAsync();
        using var client = node.Client(node.Token([.. Roles.RightsOf([new("", "duty-officer", "*", "city-management")]).Select(right => right.ToString())]));
        foreach (var endpoint in Endpoints(node).Where(endpoint => endpoint.Right.Module != "city-management"))
            Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync(client, endpoint)).Status);
    }

    [Theory]
    [InlineData("supervisor", "manage-duty", true)]
    [InlineData("supervisor", "manage-rules", true)]
    [InlineData("supervisor", "test-notification", true)]
    [InlineData("dispatcher", "manage-duty", true)]
    [InlineData("dispatcher", "manage-rules", false)]
    [InlineData("duty-officer", "manage-duty", false)]
    public void Supervisors_manage_alarms_and_dispatchers_the_duty_list(string role, string action, bool may) =>
        Assert.Equal(may, Roles.RightsOf([new("", role, "430481", "alarms")]).Any(right => right.Covers(new Right("alarms", action, "430481"))));

    [Fact]
    public void Every_role_has_a_name_and_its_rights_can_be_written() => Assert.All(Roles.All, role =>
    {
        Assert.NotEmpty(role.Name.Chinese);
        Assert.All(Roles.RightsOf([new("a", role.Id, "430481", "city-management")]), right => Assert.True(Right.TryParse(right.ToString(), out _)));
    });

    private static IEnumerable<Known> Endpoints(TestNode node) =>
        from endpoint in node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let right = endpoint.Metadata.GetMetadata<RightRequirement>()
        where right is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new Known(method, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Part)))), right);

    // A lane where a lane is asked for, so that the request comes as far as the handler; otherwise a thing that is not there.
    private static string Part(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "lane" } => "Normal",
        _ => "none",
    };

    private static async Task<(HttpStatusCode Status, string? Type)> CallAsync(HttpClient client, Known endpoint)
    {
        using var request = new HttpRequestMessage(new(endpoint.Method), endpoint.Path);
        if (endpoint.Method is "POST" or "PUT")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of events has no end: only a refusal is read.
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return (answer.StatusCode, isProblem ? JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("type").GetString() : null);
    }

    private sealed record Known(string Method, string Path, RightRequirement Right);
}
