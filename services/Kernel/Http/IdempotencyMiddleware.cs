using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Http;

/// <summary>Does a write under a caller's key once, and gives its answer again.</summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyKeys keys, TimeProvider clock)
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayHeader = "idempotent-replay";
    public const int LongestKey = 100;

    // A process of the node that has not answered for so long has died.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<(string Caller, string Key), bool> running = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IdempotencyMetadata>() is not { Use: true } how || !http.Request.Headers.TryGetValue(KeyHeader, out var given)
            || !HttpMethods.IsPost(http.Request.Method) && !HttpMethods.IsPut(http.Request.Method) || Caller.From(http) is not { } caller)
            await next(http);
        else if (given.Count != 1 || given[0] is not { Length: >= 1 and <= LongestKey } key || key.Any(character => character is <= ' ' or > '~'))
            await IdempotencyProblems.BadKey().ExecuteAsync(http);
        else
            await OnceAsync(http, $"{caller.Kind} {caller.Id}", key, how);
    }

    private async Task OnceAsync(HttpContext http, string caller, string key, IdempotencyMetadata how)
    {
        var request = await HashAsync(http.Request);
        var mine = running.TryAdd((caller, key), true);
        try
        {
            // Another call of this process is at it: only that one may begin.
            var kept = mine ? await keys.BeginAsync(caller, key, request) : await keys.FindAsync(caller, key) ?? new(request, IdempotencyKeys.Open, keys.Process, null, null, null, clock.GetUtcNow());
            var refusal = kept is null ? null : await JudgeAsync(http, caller, key, kept, request, mine, how);
            if (refusal is not null)
                await refusal.ExecuteAsync(http);
            else
                await DoAsync(http, caller, key);
        }
        finally
        {
            if (mine)
                running.TryRemove((caller, key), out _);
        }
    }

    /// <returns>The answer; null when the call is to be made (again).</returns>
    private async Task<IResult?> JudgeAsync(HttpContext http, string caller, string key, KeptAnswer kept, string request, bool mine, IdempotencyMetadata how)
    {
        if (kept.Request != request)
            return IdempotencyProblems.Reused(key);
        if (kept.Status != IdempotencyKeys.Open)
            return kept.Body is null ? IdempotencyProblems.NotKept(kept) : new Replay(kept);
        if (!mine || kept.Owner != keys.Process && !keys.Alone && clock.GetUtcNow() - kept.At < LongestRun)
            return IdempotencyProblems.Running(kept);
        if (!how.Repeatable)
            return IdempotencyProblems.Unknown(kept, http.Request.Path);
        return await keys.TakeOverAsync(caller, key, kept) ? null : IdempotencyProblems.Running(kept);
    }

    private async Task DoAsync(HttpContext http, string caller, string key)
    {
        // Who sends a key will ask again: the call is finished and its answer kept even if the caller has gone.
        http.RequestAborted = CancellationToken.None;
        var wire = http.Response.Body;
        await using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        catch (Exception exception) when (IsUndone(exception))
        {
            await keys.ForgetAsync(caller, key);
            throw;
        }
        finally
        {
            http.Response.Body = wire;
        }
        await KeepAsync(http.Response, caller, key, answer.ToArray());
        answer.Position = 0;
        await answer.CopyToAsync(wire);
    }

    private Task KeepAsync(HttpResponse response, string caller, string key, byte[] body) => response.StatusCode switch
    {
        // Refused before anything was done, for a reason that may pass.
        401 or 403 or 408 or 413 or 429 or 503 or 507 => keys.ForgetAsync(caller, key),
        >= 500 => Task.CompletedTask,
        _ => keys.CompleteAsync(caller, key, response.StatusCode, response.ContentType, response.Headers.Location, body),
    };

    // The database took nothing of it; after any other failure nobody knows.
    private static bool IsUndone(Exception exception) => exception switch
    {
        BadHttpRequestException or LogFullException or DiskFullException or DbUpdateConcurrencyException or PostgresException or TryAgainException => true,
        SqliteException { SqliteErrorCode: 5 or 6 or 13 } => true,
        DbUpdateException { InnerException: { } inner } => IsUndone(inner),
        _ => false,
    };

    private static async Task<string> HashAsync(HttpRequest request)
    {
        request.EnableBuffering(bufferThreshold: 1 << 20);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n"));
        var block = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(block)) > 0;)
            hash.AppendData(block, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed class Replay(KeptAnswer kept) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = kept.Status;
            response.Headers[ReplayHeader] = "true";
            if (kept.Location is not null)
                response.Headers.Location = kept.Location;
            response.ContentType = kept.ContentType;
            if (kept.Body!.Length > 0)
                await response.WriteAsync(kept.Body);
        }
    }
}
