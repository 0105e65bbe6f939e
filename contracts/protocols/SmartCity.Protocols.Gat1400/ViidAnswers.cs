using SmartCity.Protocols.Gat1400.Session;

namespace SmartCity.Protocols.Gat1400;

/// <summary>Builds the answers of GA/T 1400.4: one row for each object, HTTP 200 even when rows failed.</summary>
public static class ViidAnswers
{
    /// <summary>The answer to one object or one request.</summary>
    /// <param name="id">The object or device; <c>0</c> on the wire when null.</param>
    /// <param name="path">The path asked.</param>
    /// <param name="code">What became of it.</param>
    /// <param name="now">The time of the answer.</param>
    /// <param name="text">Words; the code's own when null.</param>
    public static ResponseStatus For(string? id, string path, StatusCode code, DateTimeOffset now, string? text = null) => new()
    {
        Id = id ?? "0",
        LocalTime = now,
        RequestURL = path,
        StatusCode = code,
        StatusString = text ?? code.Text(),
    };

    /// <summary>The answer to an object as read: OK, or its refusal with the path of the bad field and what was expected.</summary>
    public static ResponseStatus For<T>(ViidItem<T> item, string path, DateTimeOffset now) where T : class =>
        For(item.Id, path, item.Refusal?.Status ?? StatusCode.Ok, now, item.Refusal is { } fault ? $"{fault.Status.Text()}: {fault}" : null);

    /// <summary>The rows for a whole message: one for each object, or a single one when the message was spoilt.</summary>
    public static IReadOnlyList<ResponseStatus> For<T>(ViidReading<T> reading, string path, DateTimeOffset now) where T : class =>
        reading.Fault is { } fault
            ? [For(null, path, fault.Status, now, $"{fault.Status.Text()}: {fault}")]
            : [.. reading.Items.Select(item => For(item, path, now))];
}
