using SmartCity.Contracts;

namespace SmartCity.Alarms.Records;

/// <summary>A step of an alarm: what it is afterwards, the line of its history, and the event that tells of it.</summary>
/// <param name="Before">The alarm before; null when it is new.</param>
/// <param name="After">The alarm afterwards.</param>
/// <param name="Line">The line; null for a step too small for one.</param>
/// <param name="Event">The event; null for a step nobody needs to know of.</param>
internal sealed record AlarmChange(Alarm? Before, Alarm After, AlarmLine? Line, IEvent? Event)
{
    /// <summary>Numbers the step and its line.</summary>
    public static AlarmChange Of(Alarm? before, Alarm after, DateTimeOffset now, (string What, string By, string? Note)? line, IEvent? happened)
    {
        var lines = (before?.Lines ?? 0) + (line is null ? 0 : 1);
        after = after with { Lines = lines, Version = (before?.Version ?? 0) + 1, UpdatedAt = now };
        after = after with { Rank = AlarmRank.Of(after) };
        return new(before, after, line is { } said ? new(after.Id, lines, said.What, said.By, said.Note, now) : null, happened);
    }
}
