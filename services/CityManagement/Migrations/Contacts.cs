using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.CityManagement.Migrations;

/// <summary>How reporters can be reached, apart from cases so that no list reads it by accident; and what the desk sorts by.</summary>
[DbContext(typeof(CityManagementDbContext)), Migration("202611252301_Contacts")]
internal sealed class Contacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create table city_management_case_contacts (case_id text not null primary key, phone text not null)");
        migrationBuilder.Sql("create index city_management_cases_updated on city_management_cases (updated_at)");
    }
}
