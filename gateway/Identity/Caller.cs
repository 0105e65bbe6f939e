using SmartCity.Gateway.Directories;

namespace SmartCity.Gateway.Identity;

/// <summary>Who calls.</summary>
/// <param name="Id">A node's id, an operator's account; for the unknown their address.</param>
/// <param name="Kind"><c>node</c>, <c>operator</c>, <c>partner</c>, <c>page</c> or <c>anonymous</c>.</param>
/// <param name="Issuer">Who vouches; empty for the unknown.</param>
/// <param name="Token">The internal token that the node is told by; null for the unknown.</param>
internal sealed record Caller(string Id, string Kind, string Issuer, string? Token)
{
    public const string Anonymous = "anonymous";

    /// <summary>Kind of those who open pages.</summary>
    public const string Page = "page";

    /// <summary>The node's entry in the directory, for a node.</summary>
    public KnownNode? Node { get; init; }

    /// <summary>What budgets are kept by: two issuers may name their operators alike.</summary>
    public string Key { get; } = $"{Kind} {Issuer} {Id}";
}

/// <summary>What authentication says: one or the other.</summary>
internal readonly record struct Admitted(Caller? Caller, Refusal? Refusal);
