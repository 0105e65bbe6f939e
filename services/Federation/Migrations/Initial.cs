using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Federation.Migrations;

[DbContext(typeof(FederationDbContext)), Migration("202611230101_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table federation_peers (
                id text primary key, name text not null, key text not null, divisions text not null, epoch bigint not null,
                build text, clock_offset_ms bigint not null, last_contact bigint, enrolled bigint not null, revoked bigint, revoked_reason text)
            """);
        migrationBuilder.Sql("create table federation_enrolments (code_hash text primary key, node text not null, divisions text not null, expires bigint not null, used bigint, created_by text not null)");
        migrationBuilder.Sql("create table federation_upstream (id integer primary key, url text not null, node text not null, name text not null, audience text not null, key text not null, enrolled bigint not null)");
        // How far we have received a peer's log, and how far a peer has acknowledged ours.
        migrationBuilder.Sql("create table federation_received (peer text not null, lane integer not null, epoch bigint not null, position bigint not null, last_id text, last_hash text, at bigint not null, primary key (peer, lane))");
        migrationBuilder.Sql("create table federation_sent (peer text not null, lane integer not null, epoch bigint not null, position bigint not null, last_hash text, at bigint not null, primary key (peer, lane))");
        migrationBuilder.Sql("create table federation_ledger (peer text not null, direction integer not null, lane integer not null, epoch bigint not null, block bigint not null, count bigint not null, hash text not null, verified integer not null default 0, primary key (peer, direction, lane, epoch, block))");
        migrationBuilder.Sql("create table federation_policies (peer text not null, position bigint not null, withheld text not null, primary key (peer, position))");
        // What is still to be taken back from a peer after a declared restore.
        migrationBuilder.Sql("create table federation_recovery (peer text not null, epoch bigint not null, after_position bigint not null, primary key (peer, epoch))");
        migrationBuilder.Sql("create table federation_directory (id integer primary key, version bigint not null)");
        migrationBuilder.Sql("insert into federation_directory (id, version) values (1, 1)");
    }
}
