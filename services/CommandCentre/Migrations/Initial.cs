using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCity.CommandCentre.Migrations;

[DbContext(typeof(CommandCentreDbContext)), Migration("202611250101_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table command_centre_accounts (
                id text primary key, user_name text not null, normalized_user_name text not null, display_name text not null, password_hash text, security_stamp text, concurrency_stamp text,
                two_factor integer not null, lockout_end bigint, lockout_enabled integer not null, access_failed integer not null, must_change integer not null, disabled integer not null, created bigint not null)
            """);
        migrationBuilder.Sql("create unique index command_centre_accounts_by_name on command_centre_accounts (normalized_user_name)");
        // The key of the authenticator and the recovery codes.
        migrationBuilder.Sql("create table command_centre_tokens (account text not null, provider text not null, name text not null, value text, primary key (account, provider, name))");
        migrationBuilder.Sql("create table command_centre_grants (account text not null, role text not null, division text not null, module text not null, primary key (account, role, division, module))");
        migrationBuilder.Sql("""
            create table command_centre_sessions (
                id text primary key, account text not null, user_name text not null, display_name text not null, external_rights text, began bigint not null, until bigint not null,
                address text not null, browser text not null, ended bigint, ended_by text)
            """);
        migrationBuilder.Sql("create index command_centre_sessions_by_account on command_centre_sessions (account, began)");
        migrationBuilder.Sql("create table command_centre_cookie_keys (name text primary key, xml text not null)");
    }
}
