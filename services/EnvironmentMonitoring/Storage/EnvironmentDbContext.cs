using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.EnvironmentMonitoring.Gaps;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Storage;

namespace SmartCity.EnvironmentMonitoring.Storage;

/// <summary>The module's tables. Where a row has a home, rows of other homes are copies of what their homes told.</summary>
internal sealed class EnvironmentDbContext(DbContextOptions<EnvironmentDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Station> Stations => Set<Station>();

    public DbSet<StationStatus> StationStatus => Set<StationStatus>();

    public DbSet<Reading> Readings => Set<Reading>();

    public DbSet<Rollup> Rollups => Set<Rollup>();

    public DbSet<StationMessage> Messages => Set<StationMessage>();

    public DbSet<Limit> Limits => Set<Limit>();

    public DbSet<Watch> Watches => Set<Watch>();

    public DbSet<Exceedance> Exceedances => Set<Exceedance>();

    public DbSet<Gap> Gaps => Set<Gap>();

    public DbSet<HourlyReport> AirQuality => Set<HourlyReport>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<decimal>().HaveConversion<string>();
        configurationBuilder.Properties<bool>().HaveConversion<int>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var station = modelBuilder.Entity<Station>().ToTable("environment_stations");
        station.HasKey(row => new { row.Home, row.Mn });
        station.Property(row => row.Version).IsConcurrencyToken();
        station.Ignore(row => row.Peer).Ignore(row => row.UnitsByFactor);
        modelBuilder.Entity<StationStatus>().ToTable("environment_station_status").HasKey(row => new { row.Home, row.Mn });
        modelBuilder.Entity<Reading>().ToTable("environment_readings").Ignore(row => row.Values).HasKey(row => new { row.Home, row.Mn, row.Kind, row.Time });
        modelBuilder.Entity<Rollup>().ToTable("environment_rollups").HasKey(row => new { row.Home, row.Mn, row.Hour, row.Factor });
        modelBuilder.Entity<StationMessage>().ToTable("environment_messages").HasKey(row => new { row.Mn, row.Cn, row.Qn, row.Received });
        modelBuilder.Entity<Limit>().ToTable("environment_limits").HasKey(row => new { row.Home, row.Mn, row.Factor, row.Kind });
        var watch = modelBuilder.Entity<Watch>().ToTable("environment_watches");
        watch.HasKey(row => new { row.Mn, row.Factor, row.Kind });
        watch.Property(row => row.Version).IsConcurrencyToken();
        modelBuilder.Entity<Exceedance>().ToTable("environment_exceedances").HasKey(row => new { row.Home, row.Id });
        modelBuilder.Entity<Gap>().ToTable("environment_gaps").HasKey(row => new { row.Home, row.Id });
        modelBuilder.Entity<HourlyReport>().ToTable("environment_air_quality").HasKey(row => new { row.Home, row.Mn, row.Hour });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name)
    {
        var column = new StringBuilder();
        foreach (var letter in name)
            column.Append(char.IsUpper(letter) && column.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        return column.ToString();
    }
}
