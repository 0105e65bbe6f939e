using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Orleans;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;
using SmartCity.Kernel.Things;

namespace SmartCity.Kernel.Tests.Things;

/// <summary>A thing for tests: it counts how often it was heated.</summary>
public interface IKettleGrain : IGrainWithStringKey
{
    /// <summary>Heats it, slowly enough that two commands would overlap if they could.</summary>
    Task<HeatView> HeatAsync(HeatCommand command);

    Task<HeatView> LookAsync();

    /// <summary>Ends this activation.</summary>
    Task ForgetAsync();
}

public sealed record HeatCommand(Cause? Cause = null, bool Fail = false, int PauseMilliseconds = 0);

public sealed record HeatView(int Heated, bool Done, string Activation, bool Overlapped);

internal sealed class Kettle
{
    public required string Id { get; init; }

    public required int Heated { get; init; }

    public required long Version { get; init; }
}

internal sealed class KettleGrain(IDbContextFactory<KettleDbContext> databases, TimeProvider clock) : ThingGrain<KettleDbContext, Kettle>(databases), IKettleGrain
{
    private readonly string activation = Guid.NewGuid().ToString("N");
    private bool busy;

    protected override Task<Kettle?> LoadAsync(KettleDbContext db, CancellationToken cancellation) =>
        db.Kettles.AsNoTracking().FirstOrDefaultAsync(kettle => kettle.Id == Id, cancellation);

    public async Task<HeatView> HeatAsync(HeatCommand command)
    {
        var overlapped = busy;
        busy = true;
        await Task.Delay(command.PauseMilliseconds);
        var after = new Kettle { Id = Id, Heated = (State?.Heated ?? 0) + 1, Version = (State?.Version ?? 0) + 1 };
        var told = new AlarmDrilled(Id, after.Heated, "kettle", "430481", clock.GetUtcNow());
        try
        {
            var done = await CommitAsync(after, [told], command.Cause, command.Fail ? _ => throw new InvalidOperationException("the save was told to fail") : null);
            return new(State!.Heated, done, activation, overlapped);
        }
        finally
        {
            busy = false;
        }
    }

    public Task<HeatView> LookAsync() => Task.FromResult(new HeatView(State?.Heated ?? 0, true, activation, busy));

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

internal sealed class KettleDbContext(DbContextOptions<KettleDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Kettle> Kettles => Set<Kettle>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Kettle>(kettle =>
    {
        kettle.ToTable("kettles").HasKey(k => k.Id);
        kettle.Property(k => k.Id).HasColumnName("id");
        kettle.Property(k => k.Heated).HasColumnName("heated");
        kettle.Property(k => k.Version).HasColumnName("version").IsConcurrencyToken();
    });
}

[DbContext(typeof(KettleDbContext)), Migration("202611230001_Kettles")]
internal sealed class KettleMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("create table kettles (id text primary key, heated integer not null, version bigint not null)");
}

internal sealed class KettleModule : IModule
{
    public string Name => "Kettles";

    public string Route => "kettles";

    public void Configure(ModuleBuilder module) => module.Database<KettleDbContext>();

    public void Map(IEndpointRouteBuilder routes)
    {
    }
}
