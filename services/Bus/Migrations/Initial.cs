using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Bus.Migrations;

[DbContext(typeof(BusDbContext)), Migration("202611250101_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // How far a topic's events of a lane were confirmed by the broker.
        migrationBuilder.Sql("create table bus_cursors (topic text not null, lane integer not null, position bigint not null, updated bigint not null, published bigint not null, unrouted bigint not null, primary key (topic, lane))");
        // CloudEvents (source, id) of what was imported.
        migrationBuilder.Sql("create table bus_imported (source text not null, id text not null, at bigint not null, primary key (source, id))");
        migrationBuilder.Sql("create index bus_imported_at on bus_imported (at)");
    }
}
