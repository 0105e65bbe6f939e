using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.CityManagement.Migrations;

/// <summary>The registry of components and its imports. Days are ISO 8601 text, instants UTC microseconds.</summary>
[DbContext(typeof(CityManagementDbContext)), Migration("202611230801_Components")]
internal sealed class Components : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table city_management_components (
                id text not null primary key, division text not null, class_code text not null, sub_class text not null, name text not null,
                longitude double precision not null, latitude double precision not null, coordinate_system text not null, accuracy text,
                state text not null, owner text, maintainer text, grid_code text, initial text not null, changed text not null,
                state_set_at bigint, version integer not null)
            """);
        migrationBuilder.Sql("create index city_management_components_division on city_management_components (division, id)");
        migrationBuilder.Sql("create index city_management_components_grid on city_management_components (grid_code)");
        migrationBuilder.Sql("create index city_management_components_place on city_management_components (longitude, latitude)");
        migrationBuilder.Sql("create index city_management_cases_component on city_management_cases (component) where component is not null");
        migrationBuilder.Sql("""
            create table city_management_component_imports (
                id text not null primary key, by_whom text not null, at bigint not null, hash text not null, content text,
                loaded integer not null, tally text not null, done_at bigint)
            """);
    }
}
