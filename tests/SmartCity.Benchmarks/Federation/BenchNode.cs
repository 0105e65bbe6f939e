using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using SmartCity.CityManagement;
using SmartCity.Contracts.Platform;
using SmartCity.EnvironmentMonitoring;
using SmartCity.Federation;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Benchmarks.Federation;

/// <summary>A node with one more module, that makes events as fast as they are taken, or a subscriber that counts what arrives.</summary>
internal static class BenchNode
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var node = NodeHost.Build(args, [new FederationModule(), new EnvironmentMonitoringModule(), new CityManagementModule(), new BenchModule()]);
        await node.RunAsync();
        return 0;
    }
}

internal sealed class BenchModule : IModule
{
    public string Name => "Bench";

    public string Route => "bench";

    public void Configure(ModuleBuilder module)
    {
        module.Database<BenchDbContext>();
        if (module.Configuration["Bench:Subscribe"] == "true")
            module.Subscriber<CountingSubscriber, BenchDbContext>("bench.counting", LogScope.All);
        if (module.Configuration["Bench:Produce"] is not null)
            module.Loop<ProducerLoop>();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
    }
}

/// <summary>Many producers' worth of events, 500 a call as a listener would hand them over, the next call when the last is durable.</summary>
internal sealed class ProducerLoop(EventLog log, IConfiguration configuration, TimeProvider clock) : Loop("bench producer")
{
    public override async Task RunAsync(CancellationToken cancellation)
    {
        var bytes = int.Parse(configuration["Bench:Produce"]!);
        var samples = Backlog.Envelopes(0, 500, bytes, clock.GetUtcNow()).ToList();
        while (true)
        {
            var now = clock.GetUtcNow();
            await log.AppendAsync(samples.ConvertAll(sample => sample with { Time = now }), cancellation);
            Beat();
        }
    }
}

internal sealed class Tally
{
    public string Subject { get; init; } = "";

    public long Events { get; set; }
}

internal sealed class BenchDbContext(DbContextOptions<BenchDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Tally>(tally =>
    {
        tally.ToTable("bench_tallies").HasKey(t => t.Subject);
        tally.Property(t => t.Subject).HasColumnName("subject");
        tally.Property(t => t.Events).HasColumnName("events");
    });
}

internal sealed class CountingSubscriber : Subscriber<BenchDbContext>
{
    public CountingSubscriber() => On<BulkDrilled>(async (drilled, _, db, cancellation) =>
    {
        var tally = await db.Tallies.FindAsync([drilled.DrillId], cancellation);
        if (tally is null)
            db.Tallies.Add(tally = new() { Subject = drilled.DrillId });
        tally.Events++;
    });
}

[DbContext(typeof(BenchDbContext)), Migration("202611250001_Tallies")]
internal sealed class TalliesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("create table bench_tallies (subject text primary key, events bigint not null)");
}
