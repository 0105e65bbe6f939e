using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCity.CommandCentre.Accounts;
using SmartCity.CommandCentre.Sessions;
using SmartCity.Kernel.Storage;

namespace SmartCity.CommandCentre;

/// <summary>Accounts, what they may do, who is signed in, and the keys of the cookies.</summary>
internal sealed class CommandCentreDbContext(DbContextOptions<CommandCentreDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<CookieKey> CookieKeys => Set<CookieKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("command_centre_accounts");
            account.Property(a => a.Id).HasColumnName("id");
            account.Property(a => a.UserName).HasColumnName("user_name");
            account.Property(a => a.NormalizedUserName).HasColumnName("normalized_user_name");
            account.Property(a => a.DisplayName).HasColumnName("display_name");
            account.Property(a => a.PasswordHash).HasColumnName("password_hash");
            account.Property(a => a.SecurityStamp).HasColumnName("security_stamp");
            account.Property(a => a.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
            account.Property(a => a.TwoFactorEnabled).HasColumnName("two_factor").HasConversion<int>();
            account.Property(a => a.LockoutEnd).HasColumnName("lockout_end");
            account.Property(a => a.LockoutEnabled).HasColumnName("lockout_enabled").HasConversion<int>();
            account.Property(a => a.AccessFailedCount).HasColumnName("access_failed");
            account.Property(a => a.MustChangePassword).HasColumnName("must_change").HasConversion<int>();
            account.Property(a => a.Disabled).HasColumnName("disabled").HasConversion<int>();
            account.Property(a => a.Created).HasColumnName("created");
            account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed).Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        });
        modelBuilder.Entity<IdentityUserToken<string>>(token =>
        {
            token.ToTable("command_centre_tokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.Property(t => t.UserId).HasColumnName("account");
            token.Property(t => t.LoginProvider).HasColumnName("provider");
            token.Property(t => t.Name).HasColumnName("name");
            token.Property(t => t.Value).HasColumnName("value");
        });
        modelBuilder.Entity<Grant>(grant =>
        {
            grant.ToTable("command_centre_grants").HasKey(g => new { g.Account, g.RoleId, g.Division, g.Module });
            grant.Property(g => g.Account).HasColumnName("account");
            grant.Property(g => g.RoleId).HasColumnName("role");
            grant.Property(g => g.Division).HasColumnName("division");
            grant.Property(g => g.Module).HasColumnName("module");
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("command_centre_sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).HasColumnName("id");
            session.Property(s => s.Account).HasColumnName("account");
            session.Property(s => s.UserName).HasColumnName("user_name");
            session.Property(s => s.DisplayName).HasColumnName("display_name");
            session.Property(s => s.External).HasColumnName("external_rights");
            session.Property(s => s.Began).HasColumnName("began");
            session.Property(s => s.Until).HasColumnName("until");
            session.Property(s => s.Address).HasColumnName("address");
            session.Property(s => s.Browser).HasColumnName("browser");
            session.Property(s => s.Ended).HasColumnName("ended");
            session.Property(s => s.EndedBy).HasColumnName("ended_by");
        });
        modelBuilder.Entity<CookieKey>(key =>
        {
            key.ToTable("command_centre_cookie_keys").HasKey(k => k.Name);
            key.Property(k => k.Name).HasColumnName("name");
            key.Property(k => k.Xml).HasColumnName("xml");
        });
    }
}
