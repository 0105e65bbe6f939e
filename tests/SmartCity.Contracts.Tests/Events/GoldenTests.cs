using System.Text.Json;
using SmartCity.Contracts.Platform;

namespace SmartCity.Contracts.Tests.Events;

public sealed class GoldenTests
{
    private static readonly EventType Drilled = EventTypes.Of(typeof(NormalDrilled));

    [Fact]
    public void Todays_records_read_every_golden_sample_and_write_it_back_as_it_was()
    {
        Golden.WriteMissingWhenAsked();
        var mistakes = Directory.EnumerateFiles(RepositoryFiles.Golden, "*.json").Select(Golden.Read)
            .Select(golden => EventTypes.Find(golden.Type) is { } type ? Golden.FindMistake(golden, type) : $"{golden.Type} has a golden sample and no record reads it any more.");
        Assert.Empty(mistakes.OfType<string>());
    }

    [Fact]
    public void Every_type_has_its_golden_sample_under_its_own_name()
    {
        Golden.WriteMissingWhenAsked();
        Assert.All(EventTypes.All, type => Assert.True(File.Exists(Golden.PathOf(type.Name)), type.Name + " has no golden sample: run these tests once with WRITE_GOLDEN=1 and commit it."));
        Assert.All(Directory.EnumerateFiles(RepositoryFiles.Golden, "*.json"), path => Assert.Equal(Path.GetFileNameWithoutExtension(path), Golden.Read(path).Type));
    }

    [Fact]
    public void A_renamed_field_is_noticed() => Assert.Contains("is written today as", Golden.FindMistake(Sample("""{"drill":"d","number":1,"callerId":"c","division":"430481","at":"2026-11-23T12:00:00+08:00"}"""), Drilled));

    [Fact]
    public void A_field_of_another_type_is_noticed() => Assert.Contains("cannot read the golden sample", Golden.FindMistake(Sample("""{"drillId":"d","number":"one","callerId":"c","division":"430481","at":"2026-11-23T12:00:00+08:00"}"""), Drilled));

    [Fact]
    public void A_time_written_otherwise_is_noticed() => Assert.Contains("is written today as", Golden.FindMistake(Sample("""{"drillId":"d","number":1,"callerId":"c","division":"430481","at":"2026-11-23T12:00:00.000+08:00"}"""), Drilled));

    [Fact]
    public void Another_subject_is_noticed() => Assert.Contains("the subject was", Golden.FindMistake(Golden.Make(Drilled) with { Subject = "lines/d" }, Drilled));

    [Fact]
    public void A_sample_is_the_same_whenever_it_is_made() => Assert.All(EventTypes.All, type => Assert.Null(Golden.FindMistake(Golden.Make(type), type)));

    private static Golden Sample(string data) => new(Drilled.Name, "drills/d", "430481", JsonDocument.Parse(data).RootElement);
}
