using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmartCity.Contracts.Tests.Federation;

/// <summary>The rules of CloudEvents 1.0 for an event in JSON: core specification section 3, JSON format sections 2 and 3.</summary>
internal static partial class CloudEventRules
{
    private static readonly string[] Required = ["id", "source", "specversion", "type"];

    public static IEnumerable<string> FindMistakes(JsonElement json)
    {
        foreach (var name in Required)
            if (!json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String || value.GetString()!.Length == 0)
                yield return $"{name} is required and a non-empty string (3.1)";
        if (json.TryGetProperty("specversion", out var version) && version.GetString() != "1.0")
            yield return "specversion is not 1.0";
        foreach (var member in json.EnumerateObject().Where(member => member.Name is not ("data" or "data_base64")))
            foreach (var mistake in OfAttribute(member.Name, member.Value))
                yield return mistake;
        if (json.TryGetProperty("data", out _) && json.TryGetProperty("data_base64", out _))
            yield return "data and data_base64 exclude each other (JSON format 3.1)";
        if (json.EnumerateObject().GroupBy(member => member.Name).Any(group => group.Count() > 1))
            yield return "an attribute stands twice";
    }

    private static IEnumerable<string> OfAttribute(string name, JsonElement value)
    {
        if (!AttributeName().IsMatch(name))
            yield return $"{name}: attribute names are lower-case ASCII letters and digits (3, naming)";
        if (name.Length > 20)
            yield return $"{name}: attribute names should not exceed 20 characters";
        if (value.ValueKind == JsonValueKind.Number && !value.TryGetInt32(out _))
            yield return $"{name}: a number must be a 32-bit signed integer (3, type system)";
        else if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            yield return $"{name}: an attribute is a string, an integer or a boolean";
        if (name is "time" or "recordedtime" or "validuntil" && !(Timestamp().IsMatch(value.GetString()!) && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)))
            yield return $"{name}: not a timestamp of RFC 3339";
        if (name == "source" && !Uri.TryCreate(value.GetString(), UriKind.RelativeOrAbsolute, out _))
            yield return "source is not a URI reference";
        if (name is "subject" or "datacontenttype" && value.GetString() is "")
            yield return $"{name}: if present, not empty";
    }

    [GeneratedRegex("^[a-z0-9]+$")]
    private static partial Regex AttributeName();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Timestamp();
}
