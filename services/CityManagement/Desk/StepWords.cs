using System.Globalization;
using System.Text.Json;
using SmartCity.CityManagement.Cases;
using SmartCity.Desks;
using SmartCity.Desks.Shown;

namespace SmartCity.CityManagement.Desk;

/// <summary>What the event of a step says, in a sentence, and the references it carries.</summary>
internal static class StepWords
{
    private static readonly string[] Free = ["description", "note", "reason", "result", "message"];

    public static string? Detail(LineView line, Language language)
    {
        var english = language == Language.English;
        var parts = new List<string>();
        Add("responsibleName", name => english ? $"to {name}" : $"责任人 {name}");
        Add("limit", limit => english ? $"limit {limit}" : $"时限 {limit}");
        if (Time(line.Data, "deadline") is { } deadline)
            parts.Add((english ? "due " : "截止 ") + Show.Time(deadline));
        Add("level", level => english ? $"level {level}" : $"等级 {level}");
        if (line.What == "case-handled" && line.Data.TryGetProperty("inTime", out var inTime))
            parts.Add(inTime.GetBoolean() ? (english ? "in time" : "按时") : (english ? "late" : "超期"));
        Add("duplicateOf", other => english ? $"the same as {other}" : $"与 {other} 重复");
        Add("other", other => english ? $"not the same as {other}" : $"与 {other} 不是同一案件");
        if (Texts(line.Data, "others") is { Count: > 0 } others)
            parts.Add((english ? "perhaps the same as " : "疑似与此前案件重复：") + string.Join(", ", others));
        foreach (var field in Free)
            Add(field, text => text);
        return parts.Count == 0 ? null : string.Join(english ? "; " : "；", parts);

        void Add(string field, Func<string, string> say)
        {
            if (line.Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
                parts.Add(say(text));
        }
    }

    /// <summary>References to photographs and the like that came with the step.</summary>
    public static IReadOnlyList<string> Evidence(LineView line) => Texts(line.Data, "evidence");

    public static string Who(LineView line, Language language) => line.By == "system" ? By(line.By, language) : line.Node.Length > 0 && line.By.StartsWith(line.Node + "/", StringComparison.Ordinal) ? line.By[(line.Node.Length + 1)..] : line.By;

    /// <summary>Who did it or reported it; what the product does by itself is the system's.</summary>
    public static string By(string account, Language language) => account != "system" ? account : language == Language.English ? "the system" : "系统";

    public static Tone Tone(string what) => what switch
    {
        "case-overdue" => Desks.Tone.Alarm,
        "case-urged" or "case-returned" or "case-rework-ordered" or "case-duplicate-proposed" or "case-suspended" => Desks.Tone.Warning,
        "case-closed" or "case-verified" or "case-handled" => Desks.Tone.Good,
        _ => Desks.Tone.Neutral,
    };

    private static DateTimeOffset? Time(JsonElement data, string field) =>
        data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static IReadOnlyList<string> Texts(JsonElement data, string field) =>
        data.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
