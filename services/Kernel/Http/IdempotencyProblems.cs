using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SmartCity.Kernel.Http;

/// <summary>Why a call under a key is not done.</summary>
internal static class IdempotencyProblems
{
    public static ProblemHttpResult BadKey() =>
        Problems.Invalid(new FieldError(IdempotencyMiddleware.KeyHeader, $"one key of 1 to {IdempotencyMiddleware.LongestKey} visible ASCII characters without spaces, for example a UUID"));

    public static ProblemHttpResult Reused(string key) =>
        Problems.Problem(422, "idempotency-key-reused", "该幂等键已用于另一请求 The key belongs to another request",
            $"The Idempotency-Key {key} was used for another request (method, path, query or body differ). Take a new key for a new request.");

    public static ProblemHttpResult Running(KeptAnswer kept) =>
        Problems.Conflict("request-running", $"The first request with this Idempotency-Key is still running since {Time(kept)}. Ask again in a few seconds.");

    public static ProblemHttpResult Unknown(KeptAnswer kept, string path) =>
        Problems.Conflict("outcome-unknown", $"The first request with this Idempotency-Key began at {Time(kept)} and the node failed before its outcome was kept: it may have been done or not. Look at GET {path} or at the audit (platform.action-audited.v1) of that time; to do it again, take a new key.");

    public static ProblemHttpResult NotKept(KeptAnswer kept) =>
        Problems.Conflict("answer-not-kept", $"The request was done at {Time(kept)} and answered {kept.Status}; its answer was larger than {IdempotencyKeys.LargestBody} bytes or not text, and is not kept. Read the result instead.");

    private static string Time(KeptAnswer kept) => kept.At.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
