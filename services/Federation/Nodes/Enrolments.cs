using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Federation.Nodes;

/// <summary>Letting nodes in by one-time codes: 100 random bits, bound to the node's id, stored hashed, good once.</summary>
internal sealed class Enrolments(
    IDbContextFactory<FederationDbContext> databases, Peers peers, NodeKeys keys, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options)
{
    // Without letters and digits that look alike, since people read it over the telephone.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // Enough of the hash to tell codes apart; it does not give them away.
    private const int IdLength = 16;

    public async Task<(string Code, DateTimeOffset Expires)> InviteAsync(string nodeId, IReadOnlyList<string> divisions, string caller, CancellationToken cancellation)
    {
        var code = string.Join('-', RandomNumberGenerator.GetString(Alphabet, 20).Chunk(5).Select(part => new string(part)));
        var expires = clock.GetUtcNow() + options.Value.EnrolmentLifetime;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Enrolments.Add(new() { CodeHash = Hash(code), Node = nodeId, Divisions = JsonSerializer.Serialize(divisions), Expires = expires, CreatedBy = caller });
        await db.SaveChangesAsync(cancellation);
        return (code, expires);
    }

    /// <summary>The codes that were made, the newest first. The codes themselves are not kept.</summary>
    public async Task<IReadOnlyList<EnrolmentView>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        return [.. (await db.Enrolments.AsNoTracking().OrderByDescending(enrolment => enrolment.Expires).Take(200).ToListAsync(cancellation)).Select(enrolment => new EnrolmentView(
            enrolment.CodeHash[..IdLength], enrolment.Node, JsonSerializer.Deserialize<string[]>(enrolment.Divisions)!, enrolment.Expires, enrolment.Used, enrolment.CreatedBy,
            enrolment.Used is not null ? "used" : enrolment.Expires < now ? "expired" : "open"))];
    }

    /// <summary>Takes back a code that was not used.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> WithdrawAsync(string id, CancellationToken cancellation)
    {
        if (id.Length != IdLength)
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Enrolments.SingleOrDefaultAsync(enrolment => enrolment.Used == null && enrolment.CodeHash.StartsWith(id), cancellation) is not { } open)
            return false;
        db.Enrolments.Remove(open);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <returns>The answer, or why the node is not let in.</returns>
    public async Task<(EnrolAnswer? Answer, string? Refusal)> EnrolAsync(EnrolRequest request, CancellationToken cancellation)
    {
        if (PublicKey.TryParse(request.Key) is not { } key)
            return (null, "key: expected a JSON Web Key of an EC key on P-256");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var enrolment = await db.Enrolments.FindAsync([Hash(request.Code)], cancellation);
        // One sentence for all that can be wrong with a code: it tells a guesser nothing.
        if (enrolment is null || enrolment.Used is not null || enrolment.Expires < clock.GetUtcNow() || enrolment.Node != request.Node)
            return (null, "code: unknown, used, expired, or made for another node; ask the city for a new one");
        enrolment.Used = clock.GetUtcNow();
        await AdmitAsync(db, request, enrolment, key, cancellation);
        await peers.BumpAndSaveAsync(db, cancellation);
        return (new(node.Id, node.Name, options.Value.Site, keys.Link.Public.ToJwk()), null);
    }

    private async Task AdmitAsync(FederationDbContext db, EnrolRequest request, Enrolment enrolment, PublicKey key, CancellationToken cancellation)
    {
        var peer = await db.Peers.FindAsync([request.Node], cancellation);
        if (peer is null)
            db.Peers.Add(peer = new() { Id = request.Node, Name = request.Name, Key = request.Key, Divisions = enrolment.Divisions, Enrolled = clock.GetUtcNow() });
        (peer.Name, peer.Key, peer.Divisions, peer.Enrolled, peer.Revoked, peer.RevokedReason) = (request.Name, request.Key, enrolment.Divisions, clock.GetUtcNow(), null, null);
        db.Append(new NodeEnrolled(request.Node, request.Name, peer.DivisionList, key.KeyId, node.Id, clock.GetUtcNow()));
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())));
}

/// <summary>A one-time code that was made, without the code.</summary>
/// <param name="Id">Names it, to take it back.</param>
/// <param name="Node">The node it lets in.</param>
/// <param name="Divisions">Divisions that node may tell of.</param>
/// <param name="Expires">Until when it holds.</param>
/// <param name="Used">When it was used.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="State"><c>open</c>, <c>used</c> or <c>expired</c>.</param>
internal sealed record EnrolmentView(string Id, string Node, IReadOnlyList<string> Divisions, DateTimeOffset Expires, DateTimeOffset? Used, string CreatedBy, string State);
