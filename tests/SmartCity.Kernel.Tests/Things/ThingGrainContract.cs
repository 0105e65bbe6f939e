using Microsoft.Extensions.DependencyInjection;
using Orleans;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Things;

/// <summary>What a thing promises, on a real node and every store.</summary>
public abstract class ThingGrainContract : IAsyncLifetime
{
    private TestNode node = null!;

    protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync() => node = await TestNode.StartAsync("430481", [new KettleModule()], await SettingsAsync());

    public virtual async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Commands_to_one_thing_meet_one_activation_and_are_done_one_after_another()
    {
        var views = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Kettle("a").HeatAsync(new(PauseMilliseconds: 5))));

        Assert.Single(views.Select(view => view.Activation).Distinct());
        Assert.DoesNotContain(views, view => view.Overlapped);
        Assert.Equal(Enumerable.Range(1, 20), views.Select(view => view.Heated).Order());
        Assert.Equal(Enumerable.Range(1, 20), await ToldAsync());
    }

    [Fact]
    public async Task Things_have_states_of_their_own()
    {
        await Kettle("a").HeatAsync(new());
        await Kettle("a").HeatAsync(new());

        Assert.Equal((2, 0), ((await Kettle("a").LookAsync()).Heated, (await Kettle("b").LookAsync()).Heated));
    }

    [Fact]
    public async Task A_later_activation_goes_on_from_the_committed_state()
    {
        var first = await Kettle("a").HeatAsync(new());
        await Kettle("a").ForgetAsync();

        var second = await Kettle("a").HeatAsync(new());

        Assert.NotEqual(first.Activation, second.Activation);
        Assert.Equal(2, second.Heated);
    }

    [Fact]
    public async Task What_has_a_cause_is_done_once_also_by_a_later_activation()
    {
        var cause = new Cause("kettles.test", "430481", 1, 7, null);
        var first = await Kettle("a").HeatAsync(new(cause));
        var second = await Kettle("a").HeatAsync(new(cause));
        await Kettle("a").ForgetAsync();
        var third = await Kettle("a").HeatAsync(new(cause));

        Assert.Equal((true, false, false), (first.Done, second.Done, third.Done));
        Assert.Equal((1, 1, 1), (first.Heated, second.Heated, third.Heated));
        Assert.Equal([1], await ToldAsync());
    }

    [Fact]
    public async Task A_commit_that_fails_changes_nothing_and_the_next_command_loads_the_state_anew()
    {
        var before = await Kettle("a").HeatAsync(new());

        await Assert.ThrowsAsync<InvalidOperationException>(() => Kettle("a").HeatAsync(new(Fail: true)));
        var after = await Kettle("a").HeatAsync(new());

        Assert.NotEqual(before.Activation, after.Activation);
        Assert.Equal(2, after.Heated);
        Assert.Equal([1, 2], await ToldAsync());
    }

    [Fact]
    public async Task A_commit_on_an_outdated_version_is_refused_and_nothing_is_lost()
    {
        await Kettle("a").HeatAsync(new());
        // Another activation of the same thing, as during a failover, was faster.
        await node.Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("update kettles set heated = 10, version = version + 1"), default);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Kettle("a").HeatAsync(new()));
        var after = await Kettle("a").HeatAsync(new());

        Assert.Contains("Concurrency", refused.GetType().Name + refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(11, after.Heated);
        Assert.Equal([1, 11], await ToldAsync());
    }

    private IKettleGrain Kettle(string id) => node.Services.GetRequiredService<IGrainFactory>().GetGrain<IKettleGrain>(id);

    private async Task<List<int>> ToldAsync() =>
        [.. (await node.Log.ReadAsync(Lane.Alarm, 0, 100, null, LogScope.All, default)).Events.Select(envelope => ((AlarmDrilled)EventJson.Read(envelope)).Number)];
}

public sealed class SqliteThingGrainTests : ThingGrainContract
{
    protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());
}

public sealed class PostgresThingGrainTests : ThingGrainContract
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
