using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Grids;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Components;

/// <summary>Loads files into the registry, one at a time, in batches that let others write in between. What was begun is finished, if need be at the next start.</summary>
internal sealed class ComponentRegistry(
    IDbContextFactory<CityManagementDbContext> databases, IOptions<CityManagementOptions> options, GridMaps maps, NodeInfo node, TimeProvider clock, ILogger<ComponentRegistry> logger)
    : IHostedLifecycleService
{
    private const int Batch = 500;
    private const int MostTries = 5;
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Whether a file is being loaded: an id that is not there may come yet.</summary>
    public bool IsLoading => turn.CurrentCount == 0;

    /// <summary>Loads rows that were read without a mistake.</summary>
    public async Task<ComponentImport> ImportAsync(string text, IReadOnlyList<Component> rows, string by, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await FinishAsync(cancellation);
            var import = Begin(text, by) with { Content = text };
            await KeepAsync(import, cancellation);
            // From here on it is done whole, whether the caller waits or not.
            return await LoadAsync(import, rows, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>After the grids, before any loop or listener starts. An unchanged file of the settings is not loaded again over what was imported since.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await FinishAsync(cancellationToken);
        if (options.Value.Components is not { } path)
            return;
        var text = await File.ReadAllTextAsync(CityManagementOptions.Resolve(path), cancellationToken);
        var import = Begin(text, ComponentImport.Settings);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.ComponentImports.AsNoTracking().Where(it => it.By == ComponentImport.Settings && it.DoneAt != null).OrderByDescending(it => it.At).FirstOrDefaultAsync(cancellationToken);
        if (last?.Hash == import.Hash)
            return;
        var (rows, mistakes) = ComponentFile.Read(text, node.IsHomeOf);
        if (rows is null)
            throw new FileMistakesException(path, mistakes);
        await KeepAsync(import, cancellationToken);
        await LoadAsync(import, rows, cancellationToken);
    }

    /// <summary>The latest imports, the last first.</summary>
    public async Task<IReadOnlyList<ComponentImport>> ImportsAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ComponentImports.AsNoTracking().OrderByDescending(it => it.At).ThenBy(it => it.Id).Select(it => new ComponentImport
        {
            Id = it.Id, By = it.By, At = it.At, Hash = it.Hash, Loaded = it.Loaded, Tally = it.Tally, DoneAt = it.DoneAt,
        }).Take(20).ToListAsync(cancellation);
    }

    private ComponentImport Begin(string text, string by) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(),
        By = by,
        At = clock.GetUtcNow(),
        Hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
    };

    private async Task KeepAsync(ComponentImport import, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(import);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var import in await db.ComponentImports.AsNoTracking().Where(it => it.DoneAt == null && it.Content != null).OrderBy(it => it.At).ToListAsync(cancellation))
            // Read without asking for homes again: it was accepted.
            await LoadAsync(import, ComponentFile.Read(import.Content!).Rows ?? [], cancellation);
    }

    private async Task<ComponentImport> LoadAsync(ComponentImport import, IReadOnlyList<Component> rows, CancellationToken cancellation)
    {
        do
            import = await LoadBatchAsync(import, [.. rows.Skip(import.Loaded).Take(Batch)], rows.Count, MostTries, cancellation);
        while (import.DoneAt is null);
        var counts = import.Counts().Values;
        CityManagementLog.ComponentsLoaded(logger, rows.Count, counts.Sum(count => count.Added), counts.Sum(count => count.Changed), import.By);
        return import;
    }

    private async Task<ComponentImport> LoadBatchAsync(ComponentImport import, IReadOnlyList<Component> rows, int all, int tries, CancellationToken cancellation)
    {
        try
        {
            return await SaveBatchAsync(import, rows, all, cancellation);
        }
        catch (DbUpdateConcurrencyException) when (tries > 1)
        {
            // An officer set the state of one of them in between: it is read again.
            return await LoadBatchAsync(import, rows, all, tries - 1, cancellation);
        }
    }

    private async Task<ComponentImport> SaveBatchAsync(ComponentImport import, IReadOnlyList<Component> rows, int all, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ids = rows.Select(row => row.Id).ToList();
        var known = await db.Components.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, cancellation);
        var counts = import.Counts();
        foreach (var row in rows.Select(Located))
        {
            var before = known.GetValueOrDefault(row.Id);
            var after = before?.With(row) ?? row;
            counts[row.Division] = counts.GetValueOrDefault(row.Division).Plus(before, after);
            if (before is null)
                db.Add(after);
            else if (!ReferenceEquals(before, after))
                db.Replace(before, after);
        }
        var loaded = import.Loaded + rows.Count;
        var done = loaded >= all;
        import = import with { Loaded = loaded, Tally = JsonSerializer.Serialize(counts), DoneAt = done ? clock.GetUtcNow() : null, Content = done ? null : import.Content };
        db.Update(import);
        if (done)
            Tell(db, import);
        await db.SaveChangesAsync(cancellation);
        return import;
    }

    private static void Tell(CityManagementDbContext db, ComponentImport import)
    {
        // Nothing changed, nothing happened: a file that is loaded over again is not told.
        foreach (var (division, count) in import.Counts().Where(pair => pair.Value is not { Added: 0, Changed: 0 }))
            db.Append(new ComponentsImported(import.Id, division, count.Added, count.Changed, count.Unchanged, import.By, import.At));
    }

    private Component Located(Component row) => row.Grid is null ? row with { Grid = maps.Current.At(row.Place)?.Code } : row;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
