using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmartCity.Contracts;

namespace SmartCity.Bus.Importing;

/// <summary>Whether foreign data fits an event's contract: stricter than our own reading, which trusts that we wrote it.</summary>
internal static class Contract
{
    private static readonly JsonSerializerOptions Strict = new(EventJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireAll } }, AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The event, or what does not fit.</summary>
    public static (IEvent? Event, string? Mistake) Read(EventType type, ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, type.Clr, Strict) is IEvent read ? (read, null) : (null, "data is null");
        }
        catch (JsonException wrong)
        {
            return (null, $"data does not fit {type.Name} at {wrong.Path ?? "$"}: {FirstLine(wrong.Message)}");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return (null, $"data does not fit {type.Name}: {FirstLine(wrong.Message)}");
        }
    }

    // What may be null may be missing; all else must be there.
    private static void RequireAll(JsonTypeInfo info)
    {
        if (info.Type.Namespace?.StartsWith("SmartCity", StringComparison.Ordinal) != true)
            return;
        foreach (var property in info.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
                property.IsRequired = true;
    }

    private static string FirstLine(string text) => text.Split('\n')[0] is { Length: > 300 } line ? line[..300] : text.Split('\n')[0];
}
