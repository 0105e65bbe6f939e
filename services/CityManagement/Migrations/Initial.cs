using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.CityManagement.Migrations;

/// <summary>Cases, their history, requests to other homes, imported grids. Instants are UTC microseconds.</summary>
[DbContext(typeof(CityManagementDbContext)), Migration("202611230101_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table city_management_cases (
                home text not null, id text not null, step integer not null, state text not null, division text not null,
                kind text not null, class_code text not null, sub_class text not null, level text not null, description text not null,
                longitude double precision, latitude double precision, grid_code text, community text, component text,
                source text not null, source_id text, reporter text not null, reported_at bigint not null,
                responsible text, responsible_name text, responsible_kind text,
                time_limit text, limit_unit text, deadline bigint, remaining_ticks bigint, overdue boolean not null,
                urges integer not null, returns integer not null, reworks integer not null, postponements integer not null,
                result text, note text, duplicate_of text, possible_duplicates text not null,
                last_step text not null, updated_at bigint not null, epoch bigint not null, log_position bigint not null,
                request_key text, request_hash text,
                primary key (home, id))
            """);
        migrationBuilder.Sql("create unique index city_management_cases_request on city_management_cases (request_key) where request_key is not null");
        migrationBuilder.Sql("create index city_management_cases_reported on city_management_cases (reported_at)");
        migrationBuilder.Sql("create index city_management_cases_due on city_management_cases (deadline) where state = 'dispatched'");
        migrationBuilder.Sql("create index city_management_cases_place on city_management_cases (kind, class_code, sub_class, reported_at)");
        migrationBuilder.Sql("""
            create table city_management_case_steps (
                home text not null, case_id text not null, step integer not null, what text not null, by_whom text not null,
                at bigint not null, data text not null, primary key (home, case_id, step))
            """);
        migrationBuilder.Sql("""
            create table city_management_requests (
                id text not null primary key, home text not null, case_id text not null, action text not null, text text not null,
                by_whom text not null, at bigint not null, valid_until bigint not null, outcome text not null, detail text, answered_at bigint)
            """);
        migrationBuilder.Sql("create index city_management_requests_case on city_management_requests (home, case_id)");
        migrationBuilder.Sql("""
            create table city_management_grid_imports (
                id text not null primary key, grids text not null, communities text not null, responsibles text not null,
                by_whom text not null, at bigint not null)
            """);
        migrationBuilder.Sql("create table city_management_numbers (division text not null, day text not null, last integer not null, primary key (division, day))");
    }
}
