using SmartCity.CityManagement.WorkingTime;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Tests.WorkingTime;

public sealed class LimitSampleTests
{
    private static readonly LimitTable Table = LimitFile.Load(Files.Find("limits.csv"));

    [Fact]
    public void Every_row_is_of_a_class_the_classification_knows() => Assert.All(Table.Limits.Where(limit => limit.Class != "*"), limit =>
    {
        var classification = limit.Kind == LimitKind.Component ? Classification.Components : Classification.Occurrences;
        var entry = classification.Find(limit.Class, limit.SubClass == "*" ? null : limit.SubClass);
        Assert.NotNull(entry);
        Assert.StartsWith(entry.Name, limit.Note, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_class_and_level_has_a_limit_to_settle()
    {
        foreach (var level in new[] { "A", "B", "C" })
        {
            Assert.All(Classification.Components.All, entry =>
                Assert.NotNull(Table.Find(LimitKind.Component, entry.Class, entry.SubClass ?? "999", level)));
            Assert.All(Classification.Occurrences.All, entry =>
                Assert.NotNull(Table.Find(LimitKind.Occurrence, entry.Class, entry.SubClass ?? "999", level)));
        }
    }
}
