using Microsoft.AspNetCore.Builder;

namespace SmartCity.Kernel.Http;

/// <summary>How an endpoint deals with the header <c>Idempotency-Key</c>; the innermost one said counts.</summary>
/// <param name="Use">Whether answers are kept under the caller's key.</param>
/// <param name="Repeatable">Whether doing it twice is the same as doing it once, so that a call of unknown outcome is simply made again.</param>
public sealed record IdempotencyMetadata(bool Use, bool Repeatable = false);

/// <summary>
/// The convention for writes: a POST or PUT with a header <c>Idempotency-Key</c> (1 to 100 visible characters) is done once.
/// The same key of the same caller with the same request gets the first answer again, marked <c>idempotent-replay: true</c>,
/// for 7 days. The routes of every module have it; what an endpoint does is expected to be one commit.
/// </summary>
public static class IdempotencyExtensions
{
    /// <summary>Answers of these endpoints are kept under the caller's key.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new IdempotencyMetadata(true));

    /// <summary>Keys are ignored here: for endpoints with a protocol of their own that makes a repetition harmless.</summary>
    public static TBuilder WithoutIdempotency<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new IdempotencyMetadata(false));

    /// <summary>Doing it twice is the same as doing it once: a call whose outcome is unknown (the node died in the middle) is made again instead of being refused.</summary>
    public static TBuilder NaturallyRepeatable<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new IdempotencyMetadata(true, Repeatable: true));
}
