using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using SmartCity.Kernel.Storage;

namespace SmartCity.Cluster.Tests.Upgrades;

/// <summary>A database as an earlier release left it: the first migration of each module, and data written by statements of that time.</summary>
internal static class OlderDatabase
{
    public const int Events = 2000;
    public const long Epoch = 1_850_000_000_000_000_000;

    public static async Task MakeAsync(string database)
    {
        await MigrateAsync("SmartCity.Kernel", "SmartCity.Kernel.Storage.KernelSchema", database, "kernel_migrations", "202611230001_Log");
        await MigrateAsync("SmartCity.Federation", "SmartCity.Federation.FederationDbContext", database, "federation_migrations", "202611230101_Initial");
        await MigrateAsync("SmartCity.CityManagement", "SmartCity.CityManagement.CityManagementDbContext", database, "city_management_migrations", "202611230101_Initial");
        await using var connection = await OpenAsync(database);
        var drill = $$"""{"drillId":"old","number":1,"callerId":"old","division":"430481","at":"2026-11-23T08:00:00+08:00"}""";
        var numbers = connection is SqliteConnection
            ? $"with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {Events})"
            : $"with numbers as (select n::bigint from generate_series(1, {Events}) as n)";
        var now = Instant.ToMicroseconds(TimeProvider.System.GetUtcNow().AddHours(-1));
        await RunAsync(connection, $"insert into kernel_node (id, node, epoch, opened) values (1, '430481', {Epoch}, 1)");
        await RunAsync(connection, $"""
            {numbers} insert into kernel_log (lane, position, type, subject, division, time, recorded, origin, epoch, origin_position, data)
            select 2, n, 'platform.normal-drilled.v1', 'drills/old', '430481', {now} + n, {now} + n, '430481', {Epoch}, n, {(connection is SqliteConnection ? $"cast('{drill}' as blob)" : $"convert_to('{drill}', 'UTF8')")} from numbers
            """);
        if (connection is NpgsqlConnection)
            await RunAsync(connection, $"select setval('kernel_log_position', {Events})");
        await RunAsync(connection, "insert into city_management_numbers (division, day, last) values ('430481', '" + Today + "', 41)");
        await RunAsync(connection, "insert into federation_policies (peer, position, withheld) values ('430400', 7, '[\"environment.reading-reported.v1\"]')");
    }

    public static string Today => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<DbConnection> OpenAsync(string database)
    {
        DbConnection connection = database.Contains("Host=", StringComparison.Ordinal) ? new NpgsqlConnection(database + ";Pooling=false") : new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<object?> RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.Query(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task MigrateAsync(string assembly, string context, string database, string history, string through)
    {
        var type = Assembly.Load(assembly).GetType(context, throwOnError: true)!;
        await using var connection = await OpenAsync(database);
        if (connection is SqliteConnection)
            await RunAsync(connection, "pragma journal_mode=wal");
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        _ = connection is SqliteConnection ? options.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(history)) : options.UseNpgsql(connection, postgres => postgres.MigrationsHistoryTable(history));
        object[] arguments = type.IsSubclassOf(typeof(NodeDbContext)) ? [options.Options, null!, TimeProvider.System] : [options.Options];
        await using var db = (DbContext)Activator.CreateInstance(type, arguments)!;
        // Our ids have twelve digits, where EF looks ids up by fourteen; by its idea of a name it finds them.
        await db.Database.GetService<IMigrator>().MigrateAsync(db.Database.GetService<IMigrationsIdGenerator>().GetName(through));
    }
}
