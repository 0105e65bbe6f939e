using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// What the processes of a node on PostgreSQL know of each other. Orleans keeps its membership here by the statements it reads
/// from <c>orleansquery</c> under the names it expects (Microsoft.Orleans.Clustering.AdoNet); a change of a row and of the
/// version are one statement, so they happen together or not at all. A node on SQLite is one process and needs none of it.
/// </summary>
[DbContext(typeof(KernelSchema)), Migration("202611250101_Cluster")]
internal sealed class ClusterMigration : Migration
{
    private const string Silo = "deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation";
    private const string Columns = "v.deploymentid, s.address, s.port, s.generation, s.siloname, s.hostname, s.status, s.proxyport, s.suspecttimes, s.starttime, s.iamalivetime, v.version";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
            return;
        migrationBuilder.Sql("create table kernel_silo_version (deploymentid text primary key, version integer not null default 0, timestamp timestamptz not null default now())");
        migrationBuilder.Sql("""
            create table kernel_silos (
                deploymentid text not null references kernel_silo_version,
                address text not null,
                port integer not null,
                generation integer not null,
                siloname text not null,
                hostname text not null,
                status integer not null,
                proxyport integer not null,
                suspecttimes text,
                starttime timestamptz not null,
                iamalivetime timestamptz not null,
                primary key (deploymentid, address, port, generation))
            """);
        migrationBuilder.Sql("create table kernel_processes (name text primary key, modules text not null, started bigint not null, seen bigint not null, status text not null, detail text)");
        migrationBuilder.Sql("create table kernel_keepers (name text not null, lane integer not null, needs_after bigint not null, primary key (name, lane))");
        migrationBuilder.Sql("create table orleansquery (querykey text primary key, querytext text not null)");
        foreach (var (key, text) in Statements)
            migrationBuilder.Sql($"insert into orleansquery (querykey, querytext) values ('{key}', '{text.Replace("'", "''", StringComparison.Ordinal)}')");
    }

    private static readonly (string Key, string Text)[] Statements =
    [
        ("InsertMembershipVersionKey", """
            with first as (insert into kernel_silo_version (deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
            select count(*)::integer from first
            """),
        // The version's row is the lock: whoever comes second finds another version there and changes nothing.
        ("InsertMembershipKey", $"""
            with turn as (
                update kernel_silo_version set version = version + 1, timestamp = now()
                where deploymentid = @DeploymentId and version = @Version and not exists (select 1 from kernel_silos where {Silo})
                returning deploymentid),
            joined as (
                insert into kernel_silos (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
                select deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turn returning 1)
            select count(*)::integer from joined
            """),
        ("UpdateMembershipKey", $"""
            with turn as (
                update kernel_silo_version set version = version + 1, timestamp = now()
                where deploymentid = @DeploymentId and version = @Version and exists (select 1 from kernel_silos where {Silo})
                returning deploymentid),
            changed as (
                update kernel_silos set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
                where {Silo} and exists (select 1 from turn) returning 1)
            select count(*)::integer from changed
            """),
        ("UpdateIAmAlivetimeKey", $"update kernel_silos set iamalivetime = @IAmAliveTime where {Silo}"),
        ("MembershipReadRowKey", $"select {Columns} from kernel_silo_version v left join kernel_silos s on s.deploymentid = v.deploymentid and s.address = @Address and s.port = @Port and s.generation = @Generation where v.deploymentid = @DeploymentId"),
        ("MembershipReadAllKey", $"select {Columns} from kernel_silo_version v left join kernel_silos s on s.deploymentid = v.deploymentid where v.deploymentid = @DeploymentId"),
        ("DeleteMembershipTableEntriesKey", """
            with silos as (delete from kernel_silos where deploymentid = @DeploymentId)
            delete from kernel_silo_version where deploymentid = @DeploymentId
            """),
        ("GatewaysQueryKey", "select address, proxyport, generation from kernel_silos where deploymentid = @DeploymentId and status = @Status and proxyport > 0"),
        // 3 is active: who is up is never cleaned away.
        ("CleanupDefunctSiloEntriesKey", "delete from kernel_silos where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3"),
    ];
}
