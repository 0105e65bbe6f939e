using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Shown;

namespace SmartCity.CommandCentre.Tests.Lists;

public sealed class EventWordsTests
{
    [Fact]
    public void Every_event_type_of_the_product_has_a_Chinese_name() =>
        Assert.Equal([], EventTypes.All.Select(type => type.Name).Where(name => !EventWords.Knows(name) && !name.StartsWith("test.", StringComparison.Ordinal)));

    [Fact]
    public void A_type_that_nobody_named_is_called_what_it_is() => Assert.Equal("weather.storm-seen.v1", EventWords.Of("weather.storm-seen.v1", Language.Chinese));
}
