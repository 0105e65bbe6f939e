using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Federation.Migrations;

[DbContext(typeof(FederationDbContext)), Migration("202611230102_Backfills")]
internal sealed class Backfills : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table federation_backfills (
            id text primary key, peer text not null, types text not null, recorded_from bigint not null, recorded_through bigint not null,
            lane integer not null, position bigint not null, sent bigint not null, done bigint, reason text not null, caller text not null, at bigint not null)
        """);
}
