using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Storage;

namespace SmartCity.Alarms.Raising;

/// <summary>
/// Fills a text with an event's fields: <c>{stationName}</c>; <c>{at:time}</c> in Beijing time, <c>{at:instant}</c> as a number,
/// <c>{peer:division}</c> and <c>{peer:place}</c> with the division's Chinese and English name, <c>{state:link}</c> in Chinese;
/// <c>{$subject}</c> is the envelope's. A field that is missing is a question mark: a newer node may write other fields.
/// </summary>
internal static partial class Template
{
    public const int Longest = 300;
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private static readonly Dictionary<string, string> LinkStates = new(StringComparer.Ordinal)
    {
        ["Dark"] = "中断", ["Refused"] = "被拒绝", ["BlockedByDisk"] = "受阻：对端磁盘已满", ["Diverged"] = "停止：双方日志分歧", ["Superseded"] = "停止：本节点已被新实例取代",
    };

    public static string Fill(string template, EventEnvelope envelope, JsonElement data)
    {
        var text = Field().Replace(template, match => Value(match.Groups["name"].Value, match.Groups["form"].Value, envelope, data)).Replace("\0", "");
        return text.Length > Longest ? text[..(Longest - 1)] + "…" : text;
    }

    private static string Value(string name, string form, EventEnvelope envelope, JsonElement data)
    {
        var text = name == "$subject" ? envelope.Subject : Text(data, name);
        return form switch
        {
            _ when text is null => "?",
            "division" => Divisions.Find(text) is { } division ? $"{division.Name}（{text}）" : text,
            "place" => Divisions.Find(text) is { } division ? $"{division.EnglishName} ({text})" : text,
            "link" => LinkStates.GetValueOrDefault(text, text),
            "time" => Time(text) is { } at ? at.ToOffset(Beijing).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : text,
            "instant" => Time(text) is { } at ? Instant.ToMicroseconds(at).ToString(CultureInfo.InvariantCulture) : text,
            _ => text,
        };
    }

    private static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString() : null;

    [GeneratedRegex(@"\{(?<name>[$\w]+)(:(?<form>\w+))?\}")]
    private static partial Regex Field();
}
