using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Identity;

/// <summary>What a caller is told who is not let in.</summary>
internal static class TokenRefusals
{
    public const string Revoked = "node-revoked";
    public const string OtherRequest = "token-request-mismatch";
    public const string Kind = "token-kind-unknown";

    public static Refusal Missing { get; } = Because("token-missing", "Send a bearer token in the Authorization header.");

    /// <summary>Before any directory has come, a node cannot be told from a stranger.</summary>
    public static Refusal NoDirectory { get; } = new(StatusCodes.Status503ServiceUnavailable, "directory-missing", "网关尚未就绪 The gateway is not ready",
        "The gateway has not had the directory of nodes yet and cannot tell who this is. Try again in a few seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Refusal Of(string failure, DateTimeOffset now) => Because(failure, failure switch
    {
        TokenFailure.Time => $"The token is expired or not yet valid; the clock here says {now:O}. Sign with the offset to it.",
        TokenFailure.UnknownIssuer => "Nobody here knows the token's issuer. A node enrols first; operators' issuers are named in the gateway's settings or the directory.",
        TokenFailure.BadSignature => "The token is not signed by its issuer's key as it is known here.",
        TokenFailure.Audience => "The token is meant for somebody else; expected this gateway as the audience, or for operators the node behind it.",
        TokenFailure.TooLong => "The token lives longer than tokens of its kind may; for nodes that is 5 minutes.",
        Revoked => "The node has been revoked. Ask the city to enrol it again.",
        OtherRequest => "The token is bound to another method or path than this request has; each request needs its own.",
        Kind => "The token's kind is none that may come in here; expected node, operator or partner.",
        _ => "The token cannot be read; expected a JWT signed with ES256.",
    });

    private static Refusal Because(string type, string detail) => new(StatusCodes.Status401Unauthorized, type, "需要登录 Sign in first", detail);
}
