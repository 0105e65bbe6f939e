using Microsoft.EntityFrameworkCore;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation;

/// <summary>The module's tables. Cursors and the ledger are written by plain SQL in the transaction of the events they count.</summary>
internal sealed class FederationDbContext(DbContextOptions<FederationDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Peer> Peers => Set<Peer>();

    public DbSet<Enrolment> Enrolments => Set<Enrolment>();

    public DbSet<Upstream> Upstreams => Set<Upstream>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Peer>(peer =>
        {
            peer.ToTable("federation_peers");
            peer.Property(p => p.Id).HasColumnName("id");
            peer.Property(p => p.Name).HasColumnName("name");
            peer.Property(p => p.Key).HasColumnName("key");
            peer.Property(p => p.Divisions).HasColumnName("divisions");
            peer.Property(p => p.Epoch).HasColumnName("epoch");
            peer.Property(p => p.Build).HasColumnName("build");
            peer.Property(p => p.ClockOffsetMilliseconds).HasColumnName("clock_offset_ms");
            peer.Property(p => p.LastContact).HasColumnName("last_contact");
            peer.Property(p => p.Enrolled).HasColumnName("enrolled");
            peer.Property(p => p.Revoked).HasColumnName("revoked");
            peer.Property(p => p.RevokedReason).HasColumnName("revoked_reason");
        });
        modelBuilder.Entity<Enrolment>(enrolment =>
        {
            enrolment.ToTable("federation_enrolments").HasKey(e => e.CodeHash);
            enrolment.Property(e => e.CodeHash).HasColumnName("code_hash");
            enrolment.Property(e => e.Node).HasColumnName("node");
            enrolment.Property(e => e.Divisions).HasColumnName("divisions");
            enrolment.Property(e => e.Expires).HasColumnName("expires");
            enrolment.Property(e => e.Used).HasColumnName("used").IsConcurrencyToken();
            enrolment.Property(e => e.CreatedBy).HasColumnName("created_by");
        });
        modelBuilder.Entity<Upstream>(upstream =>
        {
            upstream.ToTable("federation_upstream");
            upstream.Property(u => u.Id).HasColumnName("id").ValueGeneratedNever();
            upstream.Property(u => u.Url).HasColumnName("url");
            upstream.Property(u => u.Node).HasColumnName("node");
            upstream.Property(u => u.Name).HasColumnName("name");
            upstream.Property(u => u.Audience).HasColumnName("audience");
            upstream.Property(u => u.Key).HasColumnName("key");
            upstream.Property(u => u.Enrolled).HasColumnName("enrolled");
        });
    }
}
