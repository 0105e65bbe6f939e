using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Federation.Migrations;

/// <summary>A ledger's block is compared as it fills: how far it was, against which epoch of the other side, and what was found.</summary>
[DbContext(typeof(FederationDbContext)), Migration("202611250101_LedgerRanges")]
internal sealed class LedgerRanges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in (string[])["peer_epoch", "through", "received", "healed", "lost", "compared"])
            migrationBuilder.Sql($"alter table federation_ledger add column {column} bigint not null default 0");
        migrationBuilder.Sql("alter table federation_ledger add column detail text");
        // What retention dropped here of another node's log, in that log's positions.
        migrationBuilder.Sql("create table federation_dropped (peer text not null, lane integer not null, epoch bigint not null, through bigint not null, primary key (peer, lane, epoch))");
    }
}
