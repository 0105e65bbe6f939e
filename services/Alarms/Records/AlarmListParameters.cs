using System.Diagnostics.CodeAnalysis;
using SmartCity.Kernel.Http;

namespace SmartCity.Alarms.Records;

/// <summary>Query string of the list of alarms.</summary>
internal sealed record AlarmListParameters(
    string? State, string? Severity, string? Division, string? Type, bool? Ringing, bool? Unacknowledged, DateTimeOffset? From, DateTimeOffset? To,
    string? Text, string? Sort, string? After, int? Limit)
{
    public bool TryRead(IReadOnlyList<string> divisions, [NotNullWhen(true)] out AlarmQuery? query, out List<FieldError> mistakes)
    {
        mistakes = [];
        if (State is not null && Named<AlarmState>(State) is null)
            mistakes.Add(new("state", "expected open, acknowledged or closed"));
        if (Severity is not null && Named<Severity>(Severity) is null)
            mistakes.Add(new("severity", "expected emergency or alarm"));
        if (Sort is not null && Named<AlarmOrder>(Sort) is null)
            mistakes.Add(new("sort", "expected urgent, newest, oldest or updated"));
        if (From is { } from && To is { } to && to <= from)
            mistakes.Add(new("to", "expected a time after from"));
        var order = Named<AlarmOrder>(Sort) ?? AlarmOrder.Urgent;
        var place = Cursor.Read(After) is { } cursor ? AlarmQuery.Parse(cursor, order) : null;
        if (!string.IsNullOrEmpty(After) && place is null)
            mistakes.Add(new("after", "expected the cursor of a page in the same order"));
        query = mistakes.Count > 0 ? null : new(divisions, order, Cursor.Limit(Limit))
        {
            State = Named<AlarmState>(State), Severity = Named<Severity>(Severity), Type = Type, Ringing = Ringing, Unacknowledged = Unacknowledged,
            From = From, To = To, Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(), After = place,
        };
        return query is not null;
    }

    private static TEnum? Named<TEnum>(string? name) where TEnum : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<TEnum>(name, ignoreCase: true, out var value) ? value : null;
}
