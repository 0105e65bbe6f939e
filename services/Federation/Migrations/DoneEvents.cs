using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Federation.Migrations;

[DbContext(typeof(FederationDbContext)), Migration("202611250102_DoneEvents")]
internal sealed class DoneEvents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("create table federation_done (id text primary key)");
}
