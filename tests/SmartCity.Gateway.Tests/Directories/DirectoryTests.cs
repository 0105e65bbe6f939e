using System.Text.Json;
using SmartCity.Contracts.Security;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests.Directories;

public sealed class DirectoryTests
{
    private const string Target = "/api/federation/v1/cursor";

    [Fact]
    public async Task The_gateway_asks_in_its_own_name_for_what_is_newer_than_it_has()
    {
        await using var gateway = await TestGateway.StartAsync();
        await Eventually.True("a second look", () => Task.FromResult(gateway.City.DirectoryRequests.Any(request => request.After == "1")));

        var token = gateway.City.DirectoryRequests.First().Authorization["Bearer ".Length..];
        var told = await new TokenVerifier(gateway.Clock).VerifyAsync(token, "430400", TimeSpan.FromSeconds(60), _ => [gateway.Key]);
        Assert.Equal("0", gateway.City.DirectoryRequests.First().After);
        Assert.Equal((TestGateway.Site, TestGateway.Site, "gateway"), (told.Issuer, told.Identity!.FindFirst("sub")!.Value, told.Identity.FindFirst(TokenClaims.Kind)!.Value));
        Assert.Equal(["federation:read-directory:*"], told.Identity.FindAll(TokenClaims.Rights).Select(claim => claim.Value));
    }

    [Fact]
    public async Task A_revoked_node_is_refused_at_once()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, await StatusAsync(gateway));

        await gateway.TakeAsync(TestGateway.Version(2, TestGateway.Leiyang with { Revoked = true }));

        using var refused = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        await refused.ProblemAsync(401, "node-revoked");
    }

    [Fact]
    public async Task Revocation_ends_what_is_under_way()
    {
        await using var gateway = await TestGateway.StartAsync();
        var waiting = new TaskCompletionSource();
        gateway.City.Answer = async http =>
        {
            waiting.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        var poll = gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        await waiting.Task;

        await gateway.TakeAsync(TestGateway.Version(2, TestGateway.Leiyang with { Revoked = true }));

        using var ended = await poll;
        await ended.ProblemAsync(401, "node-revoked");
    }

    [Fact]
    public async Task A_new_directory_that_changes_nothing_for_a_node_leaves_its_requests_alone()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (waiting, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        gateway.City.Answer = async _ =>
        {
            waiting.SetResult();
            await goOn.Task;
        };
        var poll = gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        await waiting.Task;

        await gateway.TakeAsync(TestGateway.Version(2, TestGateway.Leiyang with { Name = "耒阳" }));
        goOn.SetResult();

        using var answered = await poll;
        Assert.Equal(200, (int)answered.StatusCode);
    }

    [Fact]
    public async Task A_node_enrolled_again_comes_in_with_its_new_key_alone()
    {
        await using var gateway = await TestGateway.StartAsync();

        await gateway.TakeAsync(TestGateway.Version(2, TestGateway.Leiyang with { Key = SigningKey.Create().Public.ToJwk() }));

        using var refused = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        await refused.ProblemAsync(401, "token-signature-wrong");
    }

    [Fact]
    public async Task An_older_directory_played_back_is_refused_and_said()
    {
        await using var gateway = await TestGateway.StartAsync();
        var old = TestGateway.Version(1, TestGateway.Leiyang).Sign(TestGateway.Signer);
        await gateway.TakeAsync(TestGateway.Version(2, TestGateway.Leiyang with { Revoked = true }));

        gateway.City.PublishAgain(old);

        await Eventually.True("the refusal", () => Task.FromResult(gateway.Directory.Trouble?.Contains("not newer than 2") == true));
        Assert.Equal(2, gateway.Directory.Current.Version);
        Assert.Equal(401, await StatusAsync(gateway));
        Assert.Equal("Degraded", (await HealthAsync(gateway)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_directory_that_another_key_signed_is_refused_and_said()
    {
        await using var gateway = await TestGateway.StartAsync();

        gateway.City.Publish(TestGateway.Version(9).Sign(SigningKey.Create()));

        await Eventually.True("the refusal", () => Task.FromResult(gateway.Directory.Trouble?.Contains("not signed by the key pinned") == true));
        Assert.Equal(1, gateway.Directory.Current.Version);
        Assert.Equal(200, await StatusAsync(gateway));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_used_is_left_out_and_named_and_the_others_count()
    {
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, TestGateway.Leiyang, TestGateway.Leiyang with { Id = "430421", Key = "no key" }));

        Assert.Equal(200, await StatusAsync(gateway));
        Assert.Contains(gateway.Logs.All, line => line.Contains("430421") && line.Contains("JSON Web Key"));
    }

    [Fact]
    public async Task A_gateway_that_starts_while_the_node_is_away_lets_the_same_nodes_in()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        await using (var first = await TestGateway.StartAsync(folder: folder))
        {
            await first.TakeAsync(TestGateway.Version(3, TestGateway.Leiyang));
            await Eventually.True("the copy on disk", () => Task.FromResult(NodeDirectory.Verify(File.ReadAllText(Path.Combine(folder, "directory.jws")), TestGateway.Signer.Public)?.Version == 3));
        }

        await using var second = await TestGateway.StartAsync(folder: folder, withDirectory: false);

        Assert.Equal(3, second.Directory.Current.Version);
        Assert.Equal(200, await StatusAsync(second));
        await Eventually.True("trouble", () => Task.FromResult(second.Directory.Trouble is not null));
        await second.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_copy_on_disk_that_was_bent_is_refused()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var jws = TestGateway.Version(3, TestGateway.Leiyang).Sign(SigningKey.Create());
        await File.WriteAllTextAsync(Path.Combine(folder, "directory.jws"), jws);

        await using (var gateway = await TestGateway.StartAsync(folder: folder, withDirectory: false))
        {
            Assert.False(gateway.Directory.IsKnown);
            Assert.Contains(gateway.Logs.All, line => line.Contains("from disk is refused"));
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Unconfirmed_for_longer_than_a_day_it_goes_on_and_says_so_everywhere()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.City.DirectoryHeld = true;
        await Eventually.True("trouble", () => Task.FromResult(gateway.Directory.Trouble is not null));
        using var fresh = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));

        gateway.Clock.Offset = TimeSpan.FromHours(25);
        using var stale = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        using var refused = await gateway.Http.GetAsync(Target);

        Assert.Equal((200, 200), ((int)fresh.StatusCode, (int)stale.StatusCode));
        Assert.False(fresh.Headers.Contains("SmartCity-Directory"));
        Assert.Equal("stale, revocations unknown", stale.Headers.GetValues("SmartCity-Directory").Single());
        Assert.Equal("stale, revocations unknown", refused.Headers.GetValues("SmartCity-Directory").Single());
        var health = await HealthAsync(gateway);
        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.Equal("stale, revocations unknown", health.GetProperty("directory").GetProperty("state").GetString());
        await Eventually.True("the log's word", () => Task.FromResult(gateway.Logs.All.Any(line => line.Contains("stale, revocations unknown"))));
    }

    [Fact]
    public async Task Confirmed_by_the_node_an_old_directory_is_current()
    {
        var old = TestGateway.Version(1, TestGateway.Leiyang) with { Issued = TimeProvider.System.GetUtcNow().AddDays(-9) };
        await using var gateway = await TestGateway.StartAsync(directory: old);

        await Eventually.True("a confirmation", () => Task.FromResult(!gateway.Directory.IsStale));

        Assert.Equal("Healthy", (await HealthAsync(gateway)).GetProperty("status").GetString());
        Assert.Equal("{\"ready\":true}", await gateway.Http.GetStringAsync("/health/ready"));
    }

    private static async Task<int> StatusAsync(TestGateway gateway)
    {
        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        return (int)response.StatusCode;
    }

    private static async Task<JsonElement> HealthAsync(TestGateway gateway) => JsonDocument.Parse(await gateway.Http.GetStringAsync("/health")).RootElement;
}
