using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Http;

/// <summary>What an Idempotency-Key promises, on every store.</summary>
public abstract class IdempotencyContract : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
    private readonly Till till = new();

    private TestNode node = null!;

    protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync() => await StartAsync();

    private async Task StartAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        node = await TestNode.StartAsync("430481", [new TillModule(till)], await SettingsAsync(), folder: folder);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_same_key_with_the_same_request_gets_the_first_answer_again_and_nothing_is_done()
    {
        var first = await PostAsync("k1", new { amount = 5 });
        var again = await PostAsync("k1", new { amount = 5 });

        Assert.Equal(1, till.Done);
        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal("/payments/1", again.Location);
        Assert.Equal("application/json; charset=utf-8", again.ContentType);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
    }

    [Fact]
    public async Task The_answer_is_still_known_after_a_restart()
    {
        var first = await PostAsync("k1", new { amount = 5 });
        await StartAsync();

        var again = await PostAsync("k1", new { amount = 5 });

        Assert.Equal((1, true, first.Body), (till.Done, again.Replayed, again.Body));
    }

    [Fact]
    public async Task Without_a_key_every_call_is_a_call_of_its_own()
    {
        await PostAsync(null, new { amount = 5 });
        await PostAsync(null, new { amount = 5 });

        Assert.Equal(2, till.Done);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused_and_named()
    {
        await PostAsync("k1", new { amount = 5 });

        var other = await PostAsync("k1", new { amount = 6 });

        Assert.Equal((422, 1), (other.Status, till.Done));
        Assert.Contains("idempotency-key-reused", other.Body);
        Assert.Contains("k1", other.Body);
    }

    [Fact]
    public async Task Keys_belong_to_their_caller()
    {
        await PostAsync("k1", new { amount = 5 });
        using var other = node.Client(Token("somebody-else"));

        await PostAsync("k1", new { amount = 6 }, client: other);

        Assert.Equal(2, till.Done);
    }

    [Fact]
    public async Task While_the_first_is_running_the_second_is_told_to_wait_and_then_gets_its_answer()
    {
        till.Gate = new();
        var first = PostAsync("k1", new { amount = 5 });
        await till.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var second = await PostAsync("k1", new { amount = 5 });
        till.Gate.SetResult();

        Assert.Equal(409, second.Status);
        Assert.Contains("request-running", second.Body);
        Assert.Equal(201, (await first).Status);
        Assert.True((await PostAsync("k1", new { amount = 5 })).Replayed);
        Assert.Equal(1, till.Done);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_finds_the_answer_when_it_asks_again()
    {
        till.Gate = new();
        using (var impatience = new CancellationTokenSource())
        {
            var first = PostAsync("k1", new { amount = 5 }, cancellation: impatience.Token);
            await till.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }
        till.Gate.SetResult();

        await Eventually.True("the kept answer", async () => (await PostAsync("k1", new { amount = 5 })) is { Status: 201, Replayed: true });
        Assert.Equal(1, till.Done);
    }

    [Fact]
    public async Task Many_at_once_under_one_key_do_it_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("k1", new { amount = 5 })));

        Assert.Equal(1, till.Done);
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409, $"{answer.Status}: {answer.Body}"));
        Assert.Single(answers, answer => answer is { Status: 201, Replayed: false });
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_the_outcome_is_unknown_and_the_caller_told_where_to_look()
    {
        till.Failure = new InvalidOperationException("the power went");
        var first = await PostAsync("k1", new { amount = 5 });
        till.Failure = null;
        await StartAsync();
        await AgeAsync();

        var again = await PostAsync("k1", new { amount = 5 });

        Assert.Equal((500, 409), (first.Status, again.Status));
        Assert.Contains("outcome-unknown", again.Body);
        Assert.Contains("GET /api/till/v1/payments", again.Body);
        Assert.Equal(1, till.Done);
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_what_may_be_repeated_is_made_again()
    {
        till.Failure = new InvalidOperationException("the power went");
        await PostAsync("k1", new { amount = 5 }, "rates");
        till.Failure = null;
        await StartAsync();
        await AgeAsync();

        var again = await PostAsync("k1", new { amount = 5 }, "rates");
        var third = await PostAsync("k1", new { amount = 5 }, "rates");

        Assert.Equal((201, false, true, 2), (again.Status, again.Replayed, third.Replayed, till.Done));
    }

    [Fact]
    public async Task What_the_database_took_nothing_of_may_be_tried_again_with_the_same_key()
    {
        till.Failure = new LogFullException(Lane.Normal);
        var full = await PostAsync("k1", new { amount = 5 });
        till.Failure = null;

        var again = await PostAsync("k1", new { amount = 5 });

        Assert.Equal((507, 201, false), (full.Status, again.Status, again.Replayed));
    }

    [Fact]
    public async Task A_refusal_of_the_business_is_an_answer_like_any_other()
    {
        var first = await PostAsync("k1", new { amount = -1 });
        var again = await PostAsync("k1", new { amount = -1 });

        Assert.Equal((400, 400, true, 1), (first.Status, again.Status, again.Replayed, till.Done));
        Assert.Equal("application/problem+json", again.ContentType);
        Assert.Equal(first.Body, again.Body);
    }

    [Fact]
    public async Task An_answer_too_large_to_keep_is_not_given_again_and_not_done_again()
    {
        var first = await PostAsync("k1", new { amount = 100_000 });
        var again = await PostAsync("k1", new { amount = 100_000 });

        Assert.Equal((201, 409, 1), (first.Status, again.Status, till.Done));
        Assert.True(first.Body.Length > 64 * 1024);
        Assert.Contains("answer-not-kept", again.Body);
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_key_that_is_none_is_refused_by_name(string key)
    {
        var answer = await PostAsync(key, new { amount = 5 });

        Assert.Equal((400, 0), (answer.Status, till.Done));
        Assert.Contains("Idempotency-Key", answer.Body);
    }

    [Fact]
    public async Task An_endpoint_that_opted_out_ignores_keys()
    {
        await PostAsync("k1", new { amount = 5 }, "raw");
        await PostAsync("k1", new { amount = 5 }, "raw");

        Assert.Equal(2, till.Done);
    }

    private string Token(string caller) => new Contracts.Security.TokenIssuer(TestNode.Operators, "tests", TimeProvider.System)
        .Issue(caller, node.Id, TimeSpan.FromHours(1), new Dictionary<string, object> { [Contracts.Security.TokenClaims.Rights] = new[] { "*:*:*" }, [Contracts.Security.TokenClaims.Kind] = "operator" });

    // On PostgreSQL another process may be at work for two minutes.
    private Task AgeAsync() => node.Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("update kernel_idempotency set at = at - 180000000"), default);

    private async Task<(int Status, string Body, bool Replayed, string? Location, string? ContentType)> PostAsync(string? key, object body, string path = "payments", HttpClient? client = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/till/v1/" + path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await (client ?? node.Http).SendAsync(request, cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation), answer.Headers.Contains("idempotent-replay"), answer.Headers.Location?.ToString(), answer.Content.Headers.ContentType?.ToString());
    }

    private sealed class Till
    {
        private int done;

        public int Done => done;

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Reached { get; } = new();

        public async Task<IResult> PayAsync(Payment payment, CancellationToken cancellation)
        {
            var number = Interlocked.Increment(ref done);
            Reached.TrySetResult();
            if (Gate is { } gate)
                await gate.Task.WaitAsync(cancellation);
            if (Failure is { } failure)
                throw failure;
            return payment.Amount < 0
                ? Problems.Invalid(new FieldError("amount", "0 or more"))
                : TypedResults.Created("/payments/" + number, new { number, receipt = new string('￥', payment.Amount) });
        }
    }

    internal sealed record Payment(int Amount);

    private sealed class TillModule(Till till) : IModule
    {
        public string Name => "Till";

        public string Route => "till";

        public void Configure(ModuleBuilder module) => module.Services.AddSingleton(till);

        public void Map(IEndpointRouteBuilder routes)
        {
            routes.MapPost("/payments", (Payment payment, Till till, CancellationToken cancellation) => till.PayAsync(payment, cancellation)).RequireRight("till", "pay");
            routes.MapPost("/rates", (Payment payment, Till till, CancellationToken cancellation) => till.PayAsync(payment, cancellation)).RequireRight("till", "pay").NaturallyRepeatable();
            routes.MapPost("/raw", (Payment payment, Till till, CancellationToken cancellation) => till.PayAsync(payment, cancellation)).RequireRight("till", "pay").WithoutIdempotency();
        }
    }
}

public sealed class SqliteIdempotencyTests : IdempotencyContract
{
    protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());
}

public sealed class PostgresIdempotencyTests : IdempotencyContract
{
    private TestPostgres? database;

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new() { ["Node:Database"] = (database ??= await TestPostgres.CreateAsync()).ConnectionString };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
