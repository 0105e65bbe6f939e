namespace SmartCity.Gateway.Limits;

/// <summary>What a caller is told who meets a limit: which, and when trying again can help.</summary>
internal static class LimitRefusals
{
    public static Refusal TooLarge(long most) => new(StatusCodes.Status413PayloadTooLarge, "body-too-large", "请求体过大 The body is too large",
        $"The body may have {most} bytes at most. Send it in smaller parts.") { Limit = "body-bytes" };

    public static Refusal TooMany(string limit, string detail, TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, "limit-reached", "请求过于频繁 Too much at once",
        detail + " Try again after the time given in Retry-After.") { Limit = limit, RetryAfter = wait };

    public static Refusal TooSlow { get; } = new(StatusCodes.Status408RequestTimeout, "body-too-slow", "请求体传输过慢 The body came in too slowly",
        "The body came in more slowly than this gateway waits for. Send it again on a better line, or in smaller parts.") { Limit = "body-rate" };
}
