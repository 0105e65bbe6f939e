using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCity.CommandCentre.Accounts;
using SmartCity.Contracts.Security;
using SmartCity.Desks;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>Who is signed in, and what they may do now. What changes here is felt by open pages at once, on other processes of the node within seconds.</summary>
internal sealed class SessionBook(IDbContextFactory<CommandCentreDbContext> contexts, TimeProvider clock)
{
    /// <summary>Stands where others name who ended a session: its own person left.</summary>
    public const string SignedOut = "signed out";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (SignedIn? Who, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Something changed for an account or its sessions: those who show pages look again.</summary>
    public event Action<string>? Changed;

    /// <summary>Begins a session.</summary>
    public async Task<Session> BeginAsync(Session session, TimeSpan lasts, CancellationToken cancellation)
    {
        (session.Id, session.Began) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clock.GetUtcNow());
        session.Until = session.Began + lasts;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        return session;
    }

    /// <summary>Who a session is; null when it has ended or its account may no longer come in.</summary>
    public async Task<SignedIn?> FindAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(id, out var before) && before.Until > now)
            return before.Who;
        var who = await ReadAsync(id, now, cancellation);
        if (known.Count > 4096)
            known.Clear();
        known[id] = (who, now + Remembered);
        return who;
    }

    /// <summary>Ends a session.</summary>
    public async Task<bool> EndAsync(string id, string by, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Sessions.FindAsync([id], cancellation) is not { Ended: null } session)
            return false;
        (session.Ended, session.EndedBy) = (clock.GetUtcNow(), by);
        await db.SaveChangesAsync(cancellation);
        Forget(session.Account);
        return true;
    }

    /// <summary>Whether a session ended because its person signed out.</summary>
    public async Task<bool> HasSignedOutAsync(string id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Sessions.AsNoTracking().AnyAsync(session => session.Id == id && session.EndedBy == SignedOut, cancellation);
    }

    /// <summary>Ends all sessions of an account but one.</summary>
    public async Task EndAllAsync(string account, string? but, string by, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var session in await db.Sessions.Where(session => session.Account == account && session.Ended == null && session.Id != but).ToListAsync(cancellation))
            (session.Ended, session.EndedBy) = (clock.GetUtcNow(), by);
        await db.SaveChangesAsync(cancellation);
        Forget(account);
    }

    /// <summary>The sessions that have not ended; of one account, or of all.</summary>
    public async Task<IReadOnlyList<Session>> OpenAsync(string? account, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Sessions.AsNoTracking().Where(session => session.Ended == null && session.Until > now && (account == null || session.Account == account)).OrderByDescending(session => session.Began).ToListAsync(cancellation);
    }

    /// <summary>An account's rights or state changed: nothing remembered of it counts any more.</summary>
    public void Forget(string account)
    {
        known.Clear();
        Changed?.Invoke(account);
    }

    private async Task<SignedIn?> ReadAsync(string id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Sessions.AsNoTracking().FirstOrDefaultAsync(session => session.Id == id, cancellation) is not { Ended: null } session || session.Until <= now)
            return null;
        if (session.External is { } external)
            return new(session, new(session.UserName, session.DisplayName, [.. external.Split('\n').Select(text => Right.TryParse(text, out var right) ? right : default).Where(right => right != default)]), false);
        if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.Id == session.Account, cancellation) is not { Disabled: false } account)
            return null;
        var grants = await db.Grants.AsNoTracking().Where(grant => grant.Account == account.Id).ToListAsync(cancellation);
        return new(session, new(account.UserName!, account.DisplayName, Roles.RightsOf(grants)), account.MustChangePassword);
    }
}

/// <summary>Somebody signed in.</summary>
/// <param name="Session">Where.</param>
/// <param name="Operator">Who, and what they may do.</param>
/// <param name="MustChangePassword">Nothing may be done before the password was changed.</param>
internal sealed record SignedIn(Session Session, Operator Operator, bool MustChangePassword);
