using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.Alarms.Migrations;

/// <summary>Alarms and their history, rules, the duty list, notifications. Instants are UTC microseconds.</summary>
[DbContext(typeof(AlarmsDbContext)), Migration("202611250101_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table alarms_alarms (
                id text not null primary key, type text not null, subject text not null, division text not null, origin text not null, severity text not null,
                matter text not null, kind text not null, parts text not null, lasts boolean not null, title text not null, title_english text not null, detail text,
                longitude double precision, latitude double precision, occurred_at bigint not null, raised_at bigint not null, times bigint not null, last_at bigint not null,
                quiet_because text, state text not null, acknowledged_by text, acknowledged_at bigint, closed_by text, closed_at bigint, ended_by text,
                step integer not null, told text not null, unanswered_at bigint, due bigint, lines integer not null, rank integer not null, updated_at bigint not null, version integer not null)
            """);
        migrationBuilder.Sql("create index alarms_alarms_urgent on alarms_alarms (rank, raised_at)");
        migrationBuilder.Sql("create index alarms_alarms_raised on alarms_alarms (raised_at)");
        migrationBuilder.Sql("create index alarms_alarms_updated on alarms_alarms (updated_at)");
        migrationBuilder.Sql("create index alarms_alarms_matter on alarms_alarms (matter) where state <> 'Closed'");
        migrationBuilder.Sql("create index alarms_alarms_due on alarms_alarms (due) where due is not null");
        migrationBuilder.Sql("""
            create table alarms_lines (
                alarm_id text not null, number integer not null, what text not null, by_whom text not null, note text, at bigint not null, primary key (alarm_id, number))
            """);
        migrationBuilder.Sql("create table alarms_early_ends (matter text not null primary key, event_id text not null, at bigint not null)");
        migrationBuilder.Sql("""
            create table alarms_rules (number integer not null primary key, pattern text not null, division text not null, action text not null, note text)
            """);
        migrationBuilder.Sql("create table alarms_rule_sets (id integer not null primary key, version integer not null)");
        migrationBuilder.Sql("""
            create table alarms_duty_entries (
                id text not null primary key, division text not null, shift text not null, days text not null, from_minute integer not null, to_minute integer not null,
                place integer not null, account text not null, name text not null, phone text, mail text)
            """);
        migrationBuilder.Sql("create index alarms_duty_entries_division on alarms_duty_entries (division)");
        migrationBuilder.Sql("create table alarms_duty_imports (id text not null primary key, by_whom text not null, at bigint not null, hash text not null, entries integer not null)");
        migrationBuilder.Sql("""
            create table alarms_deliveries (
                id text not null primary key, alarm_id text, division text not null, step integer not null, target text not null, address text, title text not null, body text not null,
                state text not null, attempts integer not null, due bigint, made_at bigint not null, tried_at bigint, error text, version integer not null)
            """);
        migrationBuilder.Sql("create index alarms_deliveries_due on alarms_deliveries (due) where due is not null");
        migrationBuilder.Sql("create index alarms_deliveries_alarm on alarms_deliveries (alarm_id)");
        migrationBuilder.Sql("create index alarms_deliveries_tried on alarms_deliveries (target, tried_at)");
    }
}
