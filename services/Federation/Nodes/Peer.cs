using System.Text.Json;

namespace SmartCity.Federation.Nodes;

/// <summary>A node that may link to this one.</summary>
internal sealed class Peer
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Public key, a JSON Web Key.</summary>
    public required string Key { get; set; }

    /// <summary>Codes of the divisions whose events it may tell, a JSON array.</summary>
    public required string Divisions { get; set; }

    /// <summary>The newest epoch of its log that we accept; 0 before its first hello.</summary>
    public long Epoch { get; set; }

    public string? Build { get; set; }

    /// <summary>Its clock minus ours.</summary>
    public long ClockOffsetMilliseconds { get; set; }

    public DateTimeOffset? LastContact { get; set; }

    public required DateTimeOffset Enrolled { get; set; }

    public DateTimeOffset? Revoked { get; set; }

    public string? RevokedReason { get; set; }

    public IReadOnlyList<string> DivisionList => JsonSerializer.Deserialize<string[]>(Divisions)!;
}

/// <summary>A one-time code that lets one node in; stored hashed.</summary>
internal sealed class Enrolment
{
    public required string CodeHash { get; init; }

    public required string Node { get; init; }

    public required string Divisions { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public DateTimeOffset? Used { get; set; }

    public required string CreatedBy { get; init; }
}

/// <summary>The node this one is linked to as a county is to its city.</summary>
internal sealed class Upstream
{
    public int Id { get; init; } = 1;

    public required string Url { get; set; }

    public required string Node { get; set; }

    public required string Name { get; set; }

    /// <summary>The gateway's name, audience of our tokens.</summary>
    public required string Audience { get; set; }

    /// <summary>The upstream node's public key, pinned at enrolment.</summary>
    public required string Key { get; set; }

    public required DateTimeOffset Enrolled { get; set; }
}
