using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.EnvironmentMonitoring.Storage;

namespace SmartCity.EnvironmentMonitoring.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public async Task Every_table_is_as_the_model_says_on_SQLite()
    {
        await using var hub = await Hub.StartAsync();
        await QueryAllAsync(hub);
    }

    [Fact]
    public async Task Every_table_is_as_the_model_says_on_PostgreSQL_and_a_reading_goes_there_and_back()
    {
        var server = Environment.GetEnvironmentVariable("SMARTCITY_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "SMARTCITY_TEST_POSTGRES names no PostgreSQL server.");
        var database = "environment_" + Guid.NewGuid().ToString("N");
        await using var source = Npgsql.NpgsqlDataSource.Create(server!);
        await using (var create = source.CreateCommand($"create database {database} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'"))
            await create.ExecuteNonQueryAsync();
        var settings = new Dictionary<string, string?> { ["Node:Database"] = new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = database }.ToString() };
        await using (var hub = await Hub.StartAsync(settings))
        {
            await QueryAllAsync(hub);
            await hub.RegisterAsync();
            using var station = await RawStation.CallAsync(hub.Port);
            var upload = RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow(), "a34004-Rtd=35.10,a34004-Flag=N");
            await station.SendAsync(upload + upload);
            Assert.NotNull(await station.ReceiveAsync());
            Assert.Equal(35.10m, Assert.Single(await hub.ReadingsAsync()).GetProperty("values")[0].GetProperty("value").GetDecimal());
        }
        await using var drop = source.CreateCommand($"drop database {database} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    private static async Task QueryAllAsync(Hub hub)
    {
        await using var db = await hub.Node.Services.GetRequiredService<IDbContextFactory<EnvironmentDbContext>>().CreateDbContextAsync();
        Assert.Equal(0, (await db.Stations.ToListAsync()).Count + (await db.StationStatus.ToListAsync()).Count + (await db.Readings.ToListAsync()).Count + (await db.Rollups.ToListAsync()).Count
            + (await db.Messages.ToListAsync()).Count + (await db.Limits.ToListAsync()).Count + (await db.Watches.ToListAsync()).Count + (await db.Exceedances.ToListAsync()).Count
            + (await db.Gaps.ToListAsync()).Count + (await db.AirQuality.ToListAsync()).Count);
    }
}
