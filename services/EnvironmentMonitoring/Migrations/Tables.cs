using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SmartCity.EnvironmentMonitoring.Storage;

namespace SmartCity.EnvironmentMonitoring.Migrations;

/// <summary>The tables, the same on both stores. Instants are microseconds, decimals text, so that nothing is rounded.</summary>
[DbContext(typeof(EnvironmentDbContext)), Migration("202611230101_Tables")]
internal sealed class Tables : Migration
{
    private const string Origin = "as_of bigint not null, epoch bigint not null, origin_position bigint not null";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            create table environment_stations (
                home text not null, mn text not null, name text not null, system_code text not null, division text not null,
                longitude double precision not null, latitude double precision not null, edition smallint not null, crc smallint not null,
                password text, checks_password integer not null, units text not null, realtime_seconds integer, minute_minutes integer,
                registered_at bigint not null, version bigint not null, {Origin}, primary key (home, mn))
            """);
        migrationBuilder.Sql($"""
            create table environment_station_status (
                home text not null, mn text not null, last_frame_at bigint, silent_since bigint, {Origin}, primary key (home, mn))
            """);
        migrationBuilder.Sql("""
            create table environment_readings (
                home text not null, mn text not null, kind integer not null, time bigint not null, received bigint not null, late integer not null,
                wild_clock integer not null, revision integer not null, factors text not null, epoch bigint not null, origin_position bigint not null,
                primary key (home, mn, kind, time))
            """);
        migrationBuilder.Sql("""
            create table environment_rollups (
                home text not null, mn text not null, hour bigint not null, factor text not null, unit text not null, count integer not null,
                valid integer not null, min text, mean text, max text, primary key (home, mn, hour, factor))
            """);
        migrationBuilder.Sql("create table environment_messages (mn text not null, cn integer not null, qn text not null, received bigint not null, cp text not null, primary key (mn, cn, qn, received))");
        migrationBuilder.Sql($"""
            create table environment_limits (
                home text not null, mn text not null, factor text not null, kind integer not null, upper text not null, unit text not null,
                start_after integer not null, end_after integer not null, {Origin}, primary key (home, mn, factor, kind))
            """);
        migrationBuilder.Sql("""
            create table environment_watches (
                mn text not null, factor text not null, kind integer not null, last_at bigint not null, in_a_row integer not null, first_at bigint,
                first_value text, peak text, peak_at bigint, exceedance_id text, began_at bigint, version bigint not null, primary key (mn, factor, kind))
            """);
        migrationBuilder.Sql($"""
            create table environment_exceedances (
                home text not null, id text not null, mn text not null, division text not null, factor text not null, kind integer not null, unit text not null,
                upper text not null, first_value text, began_at bigint not null, peak text not null, peak_at bigint not null, ended_at bigint,
                {Origin}, primary key (home, id))
            """);
        migrationBuilder.Sql("create index environment_exceedances_began on environment_exceedances (began_at)");
        migrationBuilder.Sql($"""
            create table environment_gaps (
                home text not null, id text not null, mn text not null, division text not null, kind integer not null, from_time bigint not null, to_time bigint not null,
                periods integer not null, found_at bigint not null, times_asked integer not null, ask_after bigint, last_answer text, filled_at bigint, given_up_at bigint,
                {Origin}, primary key (home, id))
            """);
        migrationBuilder.Sql($"""
            create table environment_air_quality (
                home text not null, mn text not null, hour bigint not null, aqi integer, level integer, class_name text, primary_pollutants text not null,
                missing text not null, edition text not null, {Origin}, primary key (home, mn, hour))
            """);
    }
}
