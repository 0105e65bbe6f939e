using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Alarms;

namespace SmartCity.Alarms.Duty;

/// <summary>Keeps the duty list: the lists of the divisions a file names are replaced, all others stay.</summary>
internal sealed class DutyDesk(IDbContextFactory<AlarmsDbContext> databases, IOptions<AlarmsOptions> options, TimeProvider clock, ILogger<DutyDesk> logger)
    : IHostedLifecycleService
{
    public const string Settings = "settings";

    /// <summary>Before any loop starts. An unchanged file of the settings is not loaded again over what was imported since.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.DutyList is not { } path)
            return;
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.DutyImports.AsNoTracking().Where(import => import.By == Settings).OrderByDescending(import => import.At).FirstOrDefaultAsync(cancellationToken);
        if (last?.Hash != Hash(text) && DutyFile.Read(text).Entries is { } entries)
            await ImportAsync(entries, text, Settings, cancellationToken);
    }

    /// <summary>The entries of some divisions; of all with none named.</summary>
    public async Task<IReadOnlyList<DutyEntry>> ReadAsync(IReadOnlyCollection<string> divisions, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await OfAsync(db, divisions, cancellation);
    }

    /// <summary>Who is on duty for a division now, in the order in which they are told.</summary>
    public static async Task<IReadOnlyList<DutyEntry>> OnDutyAsync(AlarmsDbContext db, string division, string node, DateTimeOffset now, CancellationToken cancellation) =>
        DutyRoster.At(await OfAsync(db, [.. DutyRoster.Lists(division, node)], cancellation), division, node, now);

    /// <summary>Replaces the lists of the divisions of these entries.</summary>
    /// <returns>The import.</returns>
    public async Task<DutyImport> ImportAsync(IReadOnlyList<DutyEntry> entries, string text, string by, CancellationToken cancellation)
    {
        var counts = entries.CountBy(entry => entry.Division).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
        var import = await ReplaceAsync(counts, entries, text, by, cancellation);
        AlarmsLog.DutyListLoaded(logger, string.Join(", ", counts.Keys), entries.Count, by);
        return import;
    }

    /// <summary>Removes the list of a division.</summary>
    public Task RemoveAsync(string division, string by, CancellationToken cancellation) =>
        ReplaceAsync(new() { [division] = 0 }, [], "", by, cancellation);

    private async Task<DutyImport> ReplaceAsync(Dictionary<string, int> counts, IReadOnlyList<DutyEntry> entries, string text, string by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var import = new DutyImport(Guid.CreateVersion7(now).ToString("N"), by, now, Hash(text), entries.Count);
        var divisions = counts.Keys.ToList();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var (division, count) in counts)
            db.Append(new DutyListImported(import.Id, division, count, by, now));
        await db.TransactAsync(Contracts.Lane.Alarm, async () =>
        {
            await db.DutyEntries.Where(entry => divisions.Contains(entry.Division)).ExecuteDeleteAsync(CancellationToken.None);
            db.AddRange(entries.Select((entry, index) => entry with { Id = string.Create(CultureInfo.InvariantCulture, $"{import.Id}-{index}") }));
            db.Add(import);
        }, cancellation);
        return import;
    }

    private static async Task<IReadOnlyList<DutyEntry>> OfAsync(AlarmsDbContext db, IReadOnlyCollection<string> divisions, CancellationToken cancellation) =>
        await db.DutyEntries.AsNoTracking().Where(entry => divisions.Count == 0 || divisions.Contains(entry.Division)).ToListAsync(cancellation);

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>One import of a duty list.</summary>
internal sealed record DutyImport(string Id, string By, DateTimeOffset At, string Hash, int Entries);
