using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Rights;

namespace SmartCity.CityManagement.Cases;

/// <summary>Takes reports in: finds the grid and the division, draws the number, makes no second case of a repeated request.</summary>
internal sealed class CaseDesk(
    IDbContextFactory<CityManagementDbContext> databases, IGrainFactory grains, GridMaps maps, CaseNumbers numbers, NodeInfo node)
{
    /// <summary>The grid and the division of a report's place; null when the place does not tell and nothing else was said.</summary>
    public (Grid? Grid, string? Division) Locate(ReportRequest report, Position? place)
    {
        var grid = maps.Current.Find(report.ComponentGrid) ?? (place is { } at ? maps.Current.At(at) : null);
        return (grid, report.Division ?? grid?.Division ?? (node.Divisions.Count == 1 ? node.Divisions[0] : null));
    }

    /// <summary>Who answers for a grid at present.</summary>
    public Responsible? ResponsibleFor(string? grid) => maps.Current.Find(grid)?.Responsible;

    /// <summary>Opens a case, or finds the one that the same request has opened.</summary>
    /// <returns>The id of the case and whether it is new, or why there is none.</returns>
    public async Task<(string? CaseId, bool IsNew, Refusal? Refusal)> OpenAsync(
        ReportRequest report, Position? place, Grid? grid, string division, Caller caller, string? idempotencyKey, CancellationToken cancellation)
    {
        var key = idempotencyKey is null ? null : $"{caller.Id}|{idempotencyKey}";
        var hash = key is null ? null : Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(report.Sent ?? report, EventJson.Options)));
        if (await RepeatedAsync(key, hash, cancellation) is { } repeated)
            return repeated;
        var opening = Opening(await numbers.NextAsync(division, cancellation), report, place, grid, division, caller) with { RequestKey = key, RequestHash = hash };
        var answer = await grains.GetGrain<ICaseGrain>(opening.CaseId).OpenAsync(opening, null);
        if (answer.Refusal is { Name: CaseGrain.Repeated } && await RepeatedAsync(key, hash, cancellation) is { } sameTime)
            return sameTime;
        return (answer.Done ? opening.CaseId : null, true, answer.Refusal);
    }

    private async Task<(string?, bool, Refusal?)?> RepeatedAsync(string? key, string? hash, CancellationToken cancellation)
    {
        if (key is null)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var before = await db.Cases.AsNoTracking().Where(it => it.RequestKey == key).Select(it => new { it.Id, it.RequestHash }).FirstOrDefaultAsync(cancellation);
        return before is null ? null
            : before.RequestHash == hash ? (before.Id, false, null)
            : (null, false, new Refusal("idempotency-key-reused", $"This Idempotency-Key opened case {before.Id} out of another body; send a new key with a new report."));
    }

    private static CaseOpening Opening(string id, ReportRequest report, Position? place, Grid? grid, string division, Caller caller) =>
        new(id, division, report.Kind, report.Class!, report.SubClass!, report.Level ?? grid?.Level ?? "B", report.Description!, report.Source ?? "handheld", report.Reporter ?? caller.Id)
        {
            Longitude = place?.Longitude,
            Latitude = place?.Latitude,
            Grid = grid?.Code,
            Community = grid?.Community,
            Component = report.Component,
            SourceId = report.SourceId,
            Evidence = report.Evidence ?? [],
            Phone = report.ReporterPhone is { } phone ? CaseContact.Read(phone) : null,
        };
}
