using System.Globalization;
using System.Text.Json;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>
/// Reads a calendar file: JSON of our own, an object with <c>name</c>, <c>years</c>, <c>hours</c> (a list of spans such as
/// "08:00-12:00" by weekday), <c>makeUpHours</c> (Monday's when absent), <c>holidays</c> ({name, from, to}), <c>makeUpDays</c>
/// ({for, date}); <c>source</c> and <c>unsure</c> are for people. Every mistake is named at once.
/// </summary>
public static class CalendarFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The calendar of a file on disk; <see cref="FileMistakesException"/> names every mistake.</summary>
    public static WorkingCalendar Load(string path)
    {
        var mistakes = TryRead(File.ReadAllText(path), out var calendar);
        return calendar ?? throw new FileMistakesException(path, mistakes);
    }

    /// <summary>The calendar of a text, or null and every mistake in it.</summary>
    public static IReadOnlyList<FileMistake> TryRead(string text, out WorkingCalendar? calendar)
    {
        calendar = null;
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            var reader = new CalendarFileReader();
            calendar = reader.Read(document.RootElement);
            return reader.Mistakes;
        }
        catch (JsonException exception)
        {
            var line = (exception.LineNumber + 1)?.ToString(CultureInfo.InvariantCulture) ?? "?";
            return [new($"line {line}", "the file", "", "a JSON object: " + exception.Message)];
        }
    }
}
