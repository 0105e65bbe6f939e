using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Loops;

public sealed class LoopTests
{
    [Fact]
    public async Task A_loop_that_throws_is_started_again_degraded_until_a_turn_goes_well()
    {
        var pump = new Pump { Breaks = true };
        await using var node = await TestNode.StartAsync("430481", [new PumpModule(pump)]);
        await pump.StartsAsync(2);
        var broken = await StatusAsync(node, "degraded");
        Assert.Equal("the pump is blocked", broken.GetProperty("detail").GetString());
        Assert.Equal("degraded", (await node.Http.GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString());

        pump.Breaks = false;

        var mended = await StatusAsync(node, "healthy");
        Assert.True(mended.GetProperty("since").GetDateTimeOffset() > broken.GetProperty("since").GetDateTimeOffset());
        Assert.False(mended.TryGetProperty("detail", out _));
    }

    [Fact]
    public async Task A_loop_that_returns_is_started_again()
    {
        var pump = new Pump { Returns = true };
        await using var node = await TestNode.StartAsync("430481", [new PumpModule(pump)]);

        await pump.StartsAsync(3);
    }

    [Fact]
    public async Task A_loop_that_has_not_ended_a_turn_is_starting_not_healthy()
    {
        await using var node = await TestNode.StartAsync("430481", [new PumpModule(new Pump { Hangs = true })]);

        var entry = await StatusAsync(node, "starting");

        Assert.Equal("It has not ended a turn yet.", entry.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_loop_that_falls_silent_after_it_worked_is_degraded()
    {
        var pump = new Pump { Silence = TimeSpan.FromMilliseconds(300) };
        await using var node = await TestNode.StartAsync("430481", [new PumpModule(pump)]);
        await StatusAsync(node, "healthy");

        pump.Hangs = true;

        Assert.StartsWith("No sign of life", (await StatusAsync(node, "degraded")).GetProperty("detail").GetString());
    }

    private static Task<JsonElement> StatusAsync(TestNode node, string status) => Eventually.Get($"a pump that is {status}", async () =>
        (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("parts").EnumerateArray()
            .FirstOrDefault(part => part.GetProperty("name").GetString() == "loop pump" && part.GetProperty("status").GetString() == status));

    private sealed class Pump() : Loop("pump")
    {
        private volatile int starts;

        public volatile bool Breaks, Hangs, Returns;

        public TimeSpan? Silence { get; init; }

        protected internal override TimeSpan? SilenceLimit => Silence;

        public Task StartsAsync(int times) => Eventually.True($"{times} starts", () => Task.FromResult(starts >= times));

        public override async Task RunAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref starts);
            while (!Returns)
            {
                if (Breaks)
                    throw new InvalidOperationException("the pump is blocked");
                if (!Hangs)
                    Beat();
                await Task.Delay(20, cancellation);
            }
        }
    }

    private sealed class PumpModule(Pump pump) : IModule
    {
        public string Name => "Pumps";

        public string Route => "pumps";

        public void Configure(ModuleBuilder module) => module.Loop(_ => pump);

        public void Map(IEndpointRouteBuilder routes)
        {
        }
    }
}
