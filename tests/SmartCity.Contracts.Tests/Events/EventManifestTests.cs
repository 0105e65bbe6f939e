namespace SmartCity.Contracts.Tests.Events;

public sealed class EventManifestTests
{
    private static readonly IReadOnlyList<ManifestLine> Shipped = EventManifest.Read(["# words", "a.thing-done.v1 Normal Up", "b.thing-found.v1 Bulk Never"]);

    [Fact]
    public void Every_type_ever_shipped_is_still_here_unchanged_and_every_new_one_is_listed()
    {
        Golden.WriteMissingWhenAsked();
        var mistakes = EventManifest.FindMistakes(EventManifest.Read(File.ReadLines(RepositoryFiles.Manifest)), [.. EventTypes.All.Select(ManifestLine.Of)]);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void A_removed_type_is_noticed() =>
        Assert.Contains("b.thing-found.v1 was shipped and is gone", Assert.Single(EventManifest.FindMistakes(Shipped, [Shipped[0]])));

    [Fact]
    public void A_changed_lane_is_noticed() =>
        Assert.Contains("is now \"a.thing-done.v1 Alarm Up\"", Assert.Single(EventManifest.FindMistakes(Shipped, [Shipped[0] with { Lane = "Alarm" }, Shipped[1]])));

    [Fact]
    public void A_changed_way_is_noticed() =>
        Assert.Contains("fixed for life", Assert.Single(EventManifest.FindMistakes(Shipped, [Shipped[0], Shipped[1] with { Travels = "Up" }])));

    [Fact]
    public void A_new_type_is_noticed() =>
        Assert.Contains("c.thing-lost.v1 is new", Assert.Single(EventManifest.FindMistakes(Shipped, [.. Shipped, new("c.thing-lost.v1", "Normal", "Up")])));

    [Fact]
    public void Twice_the_same_name_is_noticed() =>
        Assert.Contains(EventManifest.FindMistakes([Shipped[0], Shipped[0]], [Shipped[0]]), mistake => mistake.Contains("twice"));

    [Fact]
    public void Adding_what_is_missing_leaves_what_is_there()
    {
        var file = EventManifest.WithMissing(["# words", "b.thing-found.v1 Bulk Never"], [new("b.thing-found.v1", "Alarm", "Up"), new("a.thing-done.v1", "Normal", "Up")]);
        Assert.Equal(["# words", "a.thing-done.v1 Normal Up", "b.thing-found.v1 Bulk Never"], file);
    }
}
