using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Http;

public sealed class ConventionTests : IAsyncLifetime
{
    private TestNode node = null!;

    public async ValueTask InitializeAsync() => node = await TestNode.StartAsync("430481", [new PostModule()]);

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    [Theory]
    [InlineData("platform", "/api/platform/v1/drills")]
    [InlineData("post", "/api/post/v1/letters")]
    public async Task Each_module_describes_its_own_routes_as_OpenAPI(string document, string path)
    {
        using var nobody = node.Client(null);
        var described = await nobody.GetFromJsonAsync<JsonElement>($"/openapi/{document}.json");

        Assert.StartsWith("3.", described.GetProperty("openapi").GetString());
        var paths = described.GetProperty("paths").EnumerateObject().Select(route => route.Name).ToList();
        Assert.Contains(path, paths);
        Assert.All(paths, route => Assert.StartsWith($"/api/{document}/", route));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_route_is_not_found_and_the_node_is_named(bool withToken)
    {
        using var client = node.Client(withToken ? node.Token("*:*:*") : null);

        var (status, problem) = await ProblemAsync(await client.GetAsync("/api/nothing/v1/here"));

        Assert.Equal((HttpStatusCode.NotFound, "no-such-route", "430481"), (status, Type(problem), problem.GetProperty("node").GetString()));
        Assert.Contains("/api/nothing/v1/here", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_event_is_read_by_its_id_in_either_mode_of_the_CloudEvents_binding()
    {
        await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "Alarm" });
        var listed = (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/log/alarm")).GetProperty("events")[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/platform/v1/events/" + listed.GetProperty("id").GetString());

        using var structured = await node.Http.GetAsync(request.RequestUri);
        request.Headers.Accept.ParseAdd("application/json");
        using var binary = await node.Http.SendAsync(request);

        Assert.Equal("application/cloudevents+json", structured.Content.Headers.ContentType?.MediaType);
        var body = await structured.Content.ReadAsByteArrayAsync();
        Assert.True(JsonElement.DeepEquals(listed, JsonDocument.Parse(body).RootElement));
        Assert.Equal(listed.GetProperty("id").GetString(), binary.Headers.GetValues("ce-id").Single());
        Assert.Equal(JsonDocument.Parse(body).RootElement.GetProperty("data").GetRawText(), await binary.Content.ReadAsStringAsync());
        var read = CloudEventHttp.Read("application/json", name => binary.Headers.TryGetValues(name, out var values) ? values.Single() : null, await binary.Content.ReadAsByteArrayAsync(), DateTimeOffset.UnixEpoch, out var mistake);
        Assert.Null(mistake);
        Assert.Equal(body, CloudEventJson.Write(read!));
    }

    [Theory]
    [InlineData("7", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("430481.1.1", HttpStatusCode.NotFound, "not-found")]
    public async Task An_event_that_is_not_there_is_named(string id, HttpStatusCode expected, string type)
    {
        var (status, problem) = await ProblemAsync(await node.Http.GetAsync("/api/platform/v1/events/" + id));

        Assert.Equal((expected, type), (status, Type(problem)));
        Assert.Contains(expected == HttpStatusCode.NotFound ? id : "origin.epoch.position", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_wrong_method_is_named_as_such()
    {
        var (status, problem) = await ProblemAsync(await node.Http.DeleteAsync("/api/post/v1/letters"));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed", "430481"), (status, Type(problem), problem.GetProperty("node").GetString()));
    }

    [Theory]
    [InlineData("{\"to\": \"a\", \"pages\": \"many\"}", "$.pages")]
    [InlineData("{\"to\": \"a\", \"pages\": 1", "$")]
    [InlineData("{\"pages\": 1}", "to")]
    [InlineData("not json", "$")]
    public async Task A_body_that_is_not_the_JSON_expected_is_refused_and_the_place_named(string body, string place)
    {
        var (status, problem) = await ProblemAsync(await node.Http.PostAsync("/api/post/v1/letters", new StringContent(body, Encoding.UTF8, "application/json")));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request", "430481"), (status, Type(problem), problem.GetProperty("node").GetString()));
        Assert.Contains(place, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_query_that_is_no_number_is_refused_and_named()
    {
        var (status, problem) = await ProblemAsync(await node.Http.GetAsync("/api/post/v1/letters?limit=many"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (status, Type(problem)));
        Assert.Contains("limit", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_is_refused_as_too_large(bool withKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/post/v1/letters") { Content = JsonContent.Create(new { to = new string('x', 5 << 20), pages = 1 }) };
        await request.Content.LoadIntoBufferAsync();
        if (withKey)
            request.Headers.Add("Idempotency-Key", "k");
        request.Headers.ExpectContinue = true;

        var (status, problem) = await ProblemAsync(await node.Http.SendAsync(request));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large", "430481"), (status, Type(problem), problem.GetProperty("node").GetString()));
    }

    [Fact]
    public async Task Another_content_type_than_JSON_is_refused_as_such()
    {
        var (status, problem) = await ProblemAsync(await node.Http.PostAsync("/api/post/v1/letters", new StringContent("<a/>", Encoding.UTF8, "application/xml")));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "content-type-unsupported"), (status, Type(problem)));
    }

    [Fact]
    public async Task An_endpoint_that_names_no_right_lets_nobody_in()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await node.Http.GetAsync("/api/post/v1/forgotten")).StatusCode);
    }

    private static async Task<(HttpStatusCode, JsonElement)> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string Type(JsonElement problem) => problem.GetProperty("type").GetString()!["urn:smart-hengyang:problem:".Length..];

    internal sealed record Letter(string To, int Pages);

    private sealed class PostModule : IModule
    {
        public string Name => "Post";

        public string Route => "post";

        public void Configure(ModuleBuilder module)
        {
        }

        public void Map(IEndpointRouteBuilder routes)
        {
            routes.MapPost("/letters", (Letter letter) => TypedResults.Ok(letter)).RequireRight("post", "write");
            routes.MapGet("/letters", (int? limit) => TypedResults.Ok(limit)).RequireRight("post", "read");
            routes.MapGet("/forgotten", () => TypedResults.Ok("open?"));
        }
    }
}
