using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Readings;

public sealed class RetentionTests
{
    [Fact]
    public async Task Old_real_time_readings_go_and_their_hour_s_figures_of_valid_values_remain()
    {
        var settings = new Dictionary<string, string?> { ["EnvironmentMonitoring:Retention:RealtimeDays"] = "1", ["EnvironmentMonitoring:Retention:MinuteDays"] = "2", ["EnvironmentMonitoring:Retention:Every"] = "00:00:00.2" };
        await using var hub = await Hub.StartAsync(settings);
        await hub.RegisterAsync();
        var now = TimeProvider.System.GetUtcNow();
        var old = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero).AddDays(-3);
        using var station = await RawStation.CallAsync(hub.Port);
        foreach (var (at, value, mark) in new[] { (old, "10", "N"), (old.AddMinutes(1), "20", "N"), (old.AddMinutes(2), "99", "D"), (now, "30", "N") })
        {
            await station.SendAsync(RawStation.Upload(Hub.Mn, at, $"a34004-Rtd={value},a34004-Flag={mark}"));
            Assert.NotNull(await station.ReceiveAsync());
        }

        // The loop may look between two uploads; what came later for an hour that is rolled up already adds nothing to it.
        await Eventually.True("the old ones to go", async () => (await hub.ReadingsAsync()).Count == 1);
        await using var db = await hub.Node.Services.GetRequiredService<IDbContextFactory<EnvironmentDbContext>>().CreateDbContextAsync();
        var rollup = Assert.Single(await db.Rollups.AsNoTracking().ToListAsync());
        Assert.Equal((old, "a34004", "µg/m³", 10m), (rollup.Hour, rollup.Factor, rollup.Unit, rollup.Min));
        Assert.NotEqual(99m, rollup.Max);
    }
}
