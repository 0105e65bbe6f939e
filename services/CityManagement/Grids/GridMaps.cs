using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Grids;

/// <summary>The map in force, swapped whole: what was imported last, or else the files of the settings.</summary>
internal sealed class GridMaps(
    IDbContextFactory<CityManagementDbContext> databases, IOptions<CityManagementOptions> options, TimeProvider clock, ILogger<GridMaps> logger)
    : IHostedLifecycleService
{
    private volatile GridMap current = GridMap.Empty;

    public GridMap Current => current;

    /// <summary>Reads, keeps and puts in force; with any mistake, nothing of it.</summary>
    public async Task<IReadOnlyList<FileMistake>> ImportAsync(GridFiles files, string by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (map, mistakes) = files.Read($"import by {by}", now);
        if (map is null)
            return mistakes;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var before = await db.GridImports.AsNoTracking().SingleOrDefaultAsync(cancellation);
        var import = new GridImport { Id = GridImport.OnlyId, Grids = files.Grids, Communities = files.Communities, Responsibles = files.Responsibles, By = by, At = now };
        if (before is null)
            db.Add(import);
        else
            db.Update(import);
        await db.SaveChangesAsync(cancellation);
        Use(map);
        return [];
    }

    /// <summary>Before any loop or listener starts, so that nobody meets the empty map.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.GridImports.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } import)
            Use(Must(new GridFiles(import.Grids, import.Communities, import.Responsibles), $"import by {import.By}", import.At));
        else if (FromSettings(options.Value) is { } files)
            Use(Must(files, CityManagementOptions.Resolve(options.Value.Grids!), clock.GetUtcNow()));
    }

    /// <summary>The files the settings name; null when they name none.</summary>
    public static GridFiles? FromSettings(CityManagementOptions settings) =>
        settings.Grids is null ? null : new(Text(settings.Grids), Text(settings.Communities), Text(settings.Responsibles));

    private static string Text(string? path) => path is null ? "" : File.ReadAllText(CityManagementOptions.Resolve(path));

    private static GridMap Must(GridFiles files, string source, DateTimeOffset at)
    {
        var (map, mistakes) = files.Read(source, at);
        return map ?? throw new FileMistakesException(source, mistakes);
    }

    private void Use(GridMap map)
    {
        current = map;
        CityManagementLog.GridsLoaded(logger, map.Grids.Count, map.Communities.Count, map.Source);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
