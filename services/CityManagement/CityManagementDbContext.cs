using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Components;
using SmartCity.CityManagement.Grids;
using SmartCity.CityManagement.Requests;
using SmartCity.Kernel.Storage;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement;

/// <summary>The module's tables, <c>city_management_*</c>.</summary>
internal sealed class CityManagementDbContext(DbContextOptions<CityManagementDbContext> options, NodeStore store, TimeProvider clock)
    : NodeDbContext(options, store, clock)
{
    public DbSet<Case> Cases => Set<Case>();

    public DbSet<CaseStepRow> Steps => Set<CaseStepRow>();

    public DbSet<CaseContact> Contacts => Set<CaseContact>();

    public DbSet<CaseRequest> Requests => Set<CaseRequest>();

    public DbSet<GridImport> GridImports => Set<GridImport>();

    public DbSet<Component> Components => Set<Component>();

    public DbSet<ComponentImport> ComponentImports => Set<ComponentImport>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Case>(it =>
        {
            it.ToTable("city_management_cases").HasKey(row => new { row.Home, row.Id });
            it.Property(row => row.Step).IsConcurrencyToken();
            it.Property(row => row.State).HasConversion(state => CaseRules.Name(state), name => Enum.Parse<CaseState>(name, true));
            it.Ignore(row => row.Doubts).Ignore(row => row.IsOver);
            Snake(it);
        });
        modelBuilder.Entity<CaseStepRow>(step =>
        {
            step.ToTable("city_management_case_steps").HasKey(row => new { row.Home, row.CaseId, row.Step });
            Snake(step);
        });
        modelBuilder.Entity<CaseContact>(contact =>
        {
            contact.ToTable("city_management_case_contacts").HasKey(row => row.CaseId);
            contact.Ignore(row => row.Masked);
            Snake(contact);
        });
        modelBuilder.Entity<CaseRequest>(request =>
        {
            request.ToTable("city_management_requests").HasKey(row => row.Id);
            request.Property(row => row.Outcome).HasConversion<string>();
            Snake(request);
        });
        modelBuilder.Entity<GridImport>(import =>
        {
            import.ToTable("city_management_grid_imports").HasKey(row => row.Id);
            Snake(import);
        });
        modelBuilder.Entity<Component>(component =>
        {
            component.ToTable("city_management_components").HasKey(row => row.Id);
            component.Property(row => row.Version).IsConcurrencyToken();
            component.Property(row => row.State).HasConversion(state => ComponentStateNames.Name(state), name => Enum.Parse<ComponentState>(name, true));
            component.Property(row => row.Initial).HasConversion(day => Iso(day), text => Day(text));
            component.Property(row => row.Changed).HasConversion(day => Iso(day), text => Day(text));
            component.Ignore(row => row.Place);
            Snake(component);
        });
        modelBuilder.Entity<ComponentImport>(import =>
        {
            import.ToTable("city_management_component_imports").HasKey(row => row.Id);
            Snake(import);
        });
    }

    // Text on both stores: PostgreSQL's own type for days is none of the four a migration may use.
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Snake<TEntity>(EntityTypeBuilder<TEntity> entity) where TEntity : class
    {
        foreach (var property in entity.Metadata.GetProperties())
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) switch
            {
                // Reserved in SQL: quoted by EF, but a nuisance to everybody who looks by hand.
                "by" => "by_whom",
                "class" => "class_code",
                "grid" => "grid_code",
                "position" => "log_position",
                "limit" => "time_limit",
                var name => name,
            });
    }
}
