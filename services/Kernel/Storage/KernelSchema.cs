using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>The Kernel's own tables, brought up to date before any module's. No module maps them.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1812", Justification = "Made by EF Core")]
internal sealed class KernelSchema(DbContextOptions<KernelSchema> options) : DbContext(options)
{
    internal static void History<TBuilder, TExtension>(RelationalDbContextOptionsBuilder<TBuilder, TExtension> relational)
        where TBuilder : RelationalDbContextOptionsBuilder<TBuilder, TExtension>
        where TExtension : RelationalOptionsExtension, new() => relational.MigrationsHistoryTable("kernel_migrations");

    internal static async Task<LogIdentity> OpenAsync(Action<DbContextOptionsBuilder<KernelSchema>> configure, DbConnection connection, string node, TimeProvider clock, CancellationToken cancellation)
    {
        var options = new DbContextOptionsBuilder<KernelSchema>();
        configure(options);
        if (connection.State == System.Data.ConnectionState.Closed)
            await connection.OpenAsync(cancellation);
        await RestoreMark.RefuseHalfDoneAsync(connection, cancellation);
        await using (var schema = new KernelSchema(options.Options))
            await NodeStore.UpgradeAsync(schema, cancellation);
        return await IdentifyAsync(connection, node, clock, cancellation);
    }

    private static async Task<LogIdentity> IdentifyAsync(DbConnection connection, string node, TimeProvider clock, CancellationToken cancellation)
    {
        await using (var draw = connection.Query("insert into kernel_node (id, node, epoch, opened) values (1, @p0, @p1, @p2) on conflict (id) do nothing",
            node, LogIdentity.DrawEpoch(clock.GetUtcNow(), 0), Instant.ToMicroseconds(clock.GetUtcNow())))
            await draw.ExecuteNonQueryAsync(cancellation);
        var identity = await ReadIdentityAsync(connection, cancellation);
        return identity.Node == node
            ? identity
            : throw new InvalidOperationException($"This database belongs to node {identity.Node}, and Node:Id says {node}. A node keeps its database for life: correct Node:Id, or point Node:Database at this node's own.");
    }

    internal static async Task<LogIdentity> ReadIdentityAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var read = connection.Query("select node, epoch, previous_epoch, epoch_after from kernel_node where id = 1");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }
}

[DbContext(typeof(KernelSchema)), Migration("202611230001_Log")]
internal sealed class LogMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        var (blob, withoutRowid) = sqlite ? ("blob", "without rowid") : ("bytea", "");
        if (!sqlite)
            migrationBuilder.Sql("create sequence kernel_log_position");
        migrationBuilder.Sql($"""
            create table kernel_log (
                lane integer not null,
                position bigint not null,
                type text not null,
                subject text not null,
                division text not null,
                time bigint not null,
                recorded bigint not null,
                origin text not null,
                epoch bigint not null,
                origin_position bigint not null,
                audience text,
                valid_until bigint,
                traceparent text,
                correlation text,
                causation text,
                content_type text,
                hops text,
                recovered integer not null default 0,
                data {blob} not null,
                primary key (lane, position)
            ) {withoutRowid}
            """);
        migrationBuilder.Sql("create unique index kernel_log_identity on kernel_log (origin, epoch, origin_position)");
        migrationBuilder.Sql("create index kernel_log_audience on kernel_log (audience, lane, position) where audience is not null");
        migrationBuilder.Sql("create table kernel_node (id integer primary key, node text not null, epoch bigint not null, opened bigint not null, previous_epoch bigint not null default 0, epoch_after bigint not null default 0)");
        migrationBuilder.Sql("""
            create table kernel_checkpoints (
                subscriber text not null,
                lane integer not null,
                position bigint not null,
                halted text,
                updated bigint not null,
                primary key (subscriber, lane))
            """);
        migrationBuilder.Sql("""
            create table kernel_causes (
                subscriber text not null,
                origin text not null,
                epoch bigint not null,
                position bigint not null,
                at bigint not null,
                primary key (subscriber, origin, epoch, position))
            """);
        migrationBuilder.Sql("""
            create table kernel_parked (
                subscriber text not null,
                lane integer not null,
                position bigint not null,
                subject text not null,
                error text,
                attempts integer not null,
                parked bigint not null,
                retry integer not null default 0,
                primary key (subscriber, lane, position))
            """);
        migrationBuilder.Sql("create index kernel_parked_subject on kernel_parked (subscriber, lane, subject)");
        migrationBuilder.Sql("""
            create table kernel_tombstones (
                lane integer not null,
                after_position bigint not null,
                through_position bigint not null,
                events bigint not null,
                bytes bigint not null,
                at bigint not null,
                reason text not null,
                subscriber text not null default '',
                primary key (lane, through_position, subscriber))
            """);
        migrationBuilder.Sql("create table kernel_retention (lane integer not null, at bigint not null, position bigint not null, primary key (lane, at))");
        migrationBuilder.Sql("create table kernel_leases (name text primary key, owner text not null, until bigint not null)");
        migrationBuilder.Sql("""
            create table kernel_idempotency (
                caller text not null,
                key text not null,
                request text not null,
                status integer not null,
                owner text not null,
                content_type text,
                location text,
                body text,
                at bigint not null,
                primary key (caller, key))
            """);
        migrationBuilder.Sql("create index kernel_causes_at on kernel_causes (at)");
        migrationBuilder.Sql("create index kernel_idempotency_at on kernel_idempotency (at)");
    }
}
