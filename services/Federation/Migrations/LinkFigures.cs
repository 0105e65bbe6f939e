using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Federation.Migrations;

/// <summary>What the pages about links show beside the present: curves, what was shared by type, and which events belong to one story.</summary>
[DbContext(typeof(FederationDbContext)), Migration("202611250103_LinkFigures")]
internal sealed class LinkFigures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create table federation_link_history (peer text not null, at bigint not null, lanes text not null, primary key (peer, at))");
        // How far the log was gone through for a purpose: sharing with a peer, or stories.
        migrationBuilder.Sql("create table federation_counted (purpose text not null, lane integer not null, position bigint not null, primary key (purpose, lane))");
        migrationBuilder.Sql("""
            create table federation_type_counts (
                peer text not null, type text not null, shared bigint not null, shared_bytes bigint not null, withheld bigint not null,
                first_recorded bigint not null, last_recorded bigint not null, last_position bigint not null, primary key (peer, type))
            """);
        migrationBuilder.Sql("create table federation_stories (lane integer not null, position bigint not null, correlation text not null, primary key (lane, position))");
        migrationBuilder.Sql("create index federation_stories_correlation on federation_stories (correlation)");
    }
}
