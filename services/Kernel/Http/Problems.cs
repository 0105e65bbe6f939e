using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SmartCity.Kernel.Http;

/// <summary>Errors as RFC 9457 problem details, with a type that stays the same for ever. <c>node</c> names the hop that failed.</summary>
public static class Problems
{
    /// <summary>What every problem type begins with.</summary>
    public const string Prefix = "urn:smart-hengyang:problem:";

    /// <summary>An error the caller can act on.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="type">Stable name, kebab-case, without the prefix.</param>
    /// <param name="title">What went wrong, for people; the same for all errors of the type.</param>
    /// <param name="detail">What went wrong this time and what helps.</param>
    public static ProblemHttpResult Problem(int status, string type, string title, string? detail = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: Prefix + type);

    /// <summary>400: fields of the request are wrong; names each and what was expected.</summary>
    public static ProblemHttpResult Invalid(params ReadOnlySpan<FieldError> fields)
    {
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status400BadRequest,
            Type = Prefix + "invalid-request",
            Title = "请求内容有误 The request is not valid",
            Detail = string.Join(" ", fields.ToArray().Select(field => $"{field.Field}: {field.Expected}")),
        };
        problem.Extensions["errors"] = fields.ToArray().GroupBy(field => field.Field).ToDictionary(group => group.Key, group => group.Select(field => field.Expected).ToArray());
        return TypedResults.Problem(problem);
    }

    /// <summary>404: there is no such thing, or the caller may not know of it.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        Problem(StatusCodes.Status404NotFound, "not-found", "未找到 Not found", $"There is no {what} here.");

    /// <summary>403: the caller lacks the right in this division.</summary>
    public static ProblemHttpResult Forbidden(string division) =>
        Problem(StatusCodes.Status403Forbidden, "right-missing", "没有权限 Not allowed", $"The token grants no such right in division {division}.");

    /// <summary>409: the thing is not in a state in which this can be done.</summary>
    public static ProblemHttpResult Conflict(string type, string detail) =>
        Problem(StatusCodes.Status409Conflict, type, "当前状态不允许此操作 Not possible in the present state", detail);
}

/// <summary>A field of a request that is wrong.</summary>
/// <param name="Field">Its name as the caller wrote it.</param>
/// <param name="Expected">What was expected, and what was found where that may be shown.</param>
public readonly record struct FieldError(string Field, string Expected);
