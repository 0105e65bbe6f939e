using System.Text;
using System.Text.Json;

namespace SmartCity.Contracts.Tests.Events;

/// <summary>
/// A golden sample: an event of a type as it was written when the type was new. Kept for ever, never written again:
/// whoever reads an old log reads such bytes.
/// </summary>
internal sealed record Golden(string Type, string Subject, string Division, JsonElement Data)
{
    private static readonly Lock Writing = new();

    /// <summary>The file: what is around the data, and the data exactly as its bytes stand in a log.</summary>
    public string Text => $$"""
        {
          "type": "{{Type}}",
          "subject": "{{Subject}}",
          "division": "{{Division}}",
          "data": {{Data.GetRawText()}}
        }

        """;

    public static string PathOf(string type) => Path.Combine(RepositoryFiles.Golden, type + ".json");

    public static Golden Read(string path) => JsonSerializer.Deserialize<Golden>(File.ReadAllBytes(path), EventJson.Options)!;

    public static Golden Make(EventType type)
    {
        var sample = SampleMaker.Make(type.Clr);
        return new(type.Name, sample.Subject, sample.Division, JsonDocument.Parse(EventJson.Write(sample)).RootElement);
    }

    /// <summary>With WRITE_GOLDEN=1, adds the lines and samples of new types; never changes one that is there.</summary>
    public static void WriteMissingWhenAsked()
    {
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") != "1")
            return;
        lock (Writing)
            WriteMissing();
    }

    private static void WriteMissing()
    {
        Directory.CreateDirectory(RepositoryFiles.Golden);
        foreach (var type in EventTypes.All.Where(type => !File.Exists(PathOf(type.Name))))
            File.WriteAllText(PathOf(type.Name), Make(type).Text);
        var lines = EventManifest.WithMissing(File.ReadAllLines(RepositoryFiles.Manifest), [.. EventTypes.All.Select(ManifestLine.Of)]);
        File.WriteAllText(RepositoryFiles.Manifest, string.Join('\n', lines) + "\n");
    }

    /// <summary>What today's record makes of an old sample: null when it reads it and writes the same again.</summary>
    public static string? FindMistake(Golden golden, EventType type)
    {
        var old = golden.Data.GetRawText();
        try
        {
            var read = EventJson.Read(new EventEnvelope
            {
                Lane = type.Lane, Type = type.Name, Subject = golden.Subject, Division = golden.Division, Time = default, Data = Encoding.UTF8.GetBytes(old),
            });
            var now = Encoding.UTF8.GetString(EventJson.Write(read));
            return now != old ? $"{type.Name}: the golden sample {old} is written today as {now}. Within a version only optional (nullable) fields may be added, at the end; anything else is the next version."
                : read.Subject != golden.Subject ? $"{type.Name}: the subject was {golden.Subject} and is now {read.Subject}. It is the ordering key and fixed for the life of the version."
                : read.Division != golden.Division ? $"{type.Name}: the division was {golden.Division} and is now {read.Division}."
                : null;
        }
        catch (EventDataException exception)
        {
            return $"{type.Name}: today's record cannot read the golden sample {old}: {exception.Message}";
        }
    }
}
