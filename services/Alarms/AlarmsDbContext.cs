using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Notification;
using SmartCity.Alarms.Raising;
using SmartCity.Alarms.Records;
using SmartCity.Alarms.Rules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Alarms;

/// <summary>The module's tables, <c>alarms_*</c>.</summary>
internal sealed class AlarmsDbContext(DbContextOptions<AlarmsDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
{
    public DbSet<Alarm> Alarms => Set<Alarm>();

    public DbSet<AlarmLine> Lines => Set<AlarmLine>();

    public DbSet<EarlyEnd> EarlyEnds => Set<EarlyEnd>();

    public DbSet<AlarmRule> Rules => Set<AlarmRule>();

    public DbSet<RuleSet> RuleSets => Set<RuleSet>();

    public DbSet<DutyEntry> DutyEntries => Set<DutyEntry>();

    public DbSet<DutyImport> DutyImports => Set<DutyImport>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Table<Alarm>(modelBuilder, "alarms_alarms", alarm =>
        {
            alarm.HasKey(it => it.Id);
            alarm.Property(it => it.Version).IsConcurrencyToken();
            alarm.Property(it => it.State).HasConversion<string>();
            alarm.Property(it => it.Severity).HasConversion<string>();
            alarm.Ignore(it => it.Rings).Ignore(it => it.WantsAcknowledgement).Ignore(it => it.AllParts).Ignore(it => it.AllTold);
        });
        Table<AlarmLine>(modelBuilder, "alarms_lines", line => line.HasKey(it => new { it.AlarmId, it.Number }));
        Table<EarlyEnd>(modelBuilder, "alarms_early_ends", end => end.HasKey(it => it.Matter));
        Table<AlarmRule>(modelBuilder, "alarms_rules", rule =>
        {
            rule.HasKey(it => it.Number);
            rule.Property(it => it.Number).ValueGeneratedNever();
            rule.Property(it => it.Action).HasConversion<string>();
        });
        Table<RuleSet>(modelBuilder, "alarms_rule_sets", set =>
        {
            set.Property(it => it.Id).ValueGeneratedNever();
            set.Property(it => it.Version).IsConcurrencyToken();
        });
        Table<DutyEntry>(modelBuilder, "alarms_duty_entries", entry => entry.Ignore(it => it.IsDated));
        Table<DutyImport>(modelBuilder, "alarms_duty_imports", _ => { });
        Table<Delivery>(modelBuilder, "alarms_deliveries", delivery =>
        {
            delivery.Property(it => it.Version).IsConcurrencyToken();
            delivery.Property(it => it.State).HasConversion<string>();
        });
    }

    /// <summary>Takes a step of an alarm into the next save.</summary>
    public void Apply(AlarmChange change)
    {
        if (change.Before is null)
            Add(change.After);
        else if (Entry(change.Before) is { State: not EntityState.Detached } tracked)
            tracked.CurrentValues.SetValues(change.After);
        else
            Replace(change.Before, change.After);
        if (change.Line is not null)
            Add(change.Line);
        if (change.Event is not null)
            Append(change.Event);
    }

    private static void Table<TEntity>(ModelBuilder model, string name, Action<EntityTypeBuilder<TEntity>> more) where TEntity : class
    {
        var entity = model.Entity<TEntity>();
        entity.ToTable(name);
        more(entity);
        foreach (var property in entity.Metadata.GetProperties())
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) switch
            {
                // Reserved in SQL: quoted by EF, but a nuisance to everybody who looks by hand.
                "by" => "by_whom",
                "position" => "place",
                var column => column,
            });
    }
}
