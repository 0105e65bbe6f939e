namespace SmartCity.Contracts.Tests.Events;

public sealed class EventRulesTests
{
    [Fact]
    public void Every_event_of_the_contracts_keeps_the_rules()
    {
        var events = typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface).ToList();
        Assert.NotEmpty(events);
        Assert.Empty(events.SelectMany(EventRules.FindMistakes));
    }

    [Fact]
    public void A_namespace_has_one_area() =>
        Assert.Empty(EventRules.FindAreaMistakes(EventTypes.All.Select(type => (type.Clr.Namespace!, type.Area))));

    [Fact]
    public void Two_areas_in_a_namespace_are_noticed() =>
        Assert.Contains("SmartCity.Contracts.Traffic", Assert.Single(EventRules.FindAreaMistakes([("SmartCity.Contracts.Traffic", "traffic"), ("SmartCity.Contracts.Traffic", "parking")])));

    [Theory]
    [InlineData(typeof(Nameless), "has no [EventType]")]
    [InlineData(typeof(Lamp_Lit), "lower-case words joined by hyphens")]
    [InlineData(typeof(LampRepair), "past tense")]
    [InlineData(typeof(LampRepaired), "do not have the same words")]
    [InlineData(typeof(LampDimmed), "can be changed")]
    [InlineData(typeof(LampBroken), "not a sealed record")]
    [InlineData(typeof(LampMoved), "expected kind/id")]
    [InlineData(typeof(LampSold), "carry a property Division")]
    [InlineData(typeof(LampNamed), "implement it explicitly")]
    public void A_record_that_breaks_a_rule_is_noticed(Type type, string expected) =>
        Assert.Contains(EventRules.FindMistakes(type), mistake => mistake.Contains(expected));

    private sealed record Nameless(string Division) : IEvent
    {
        public string Subject => "lamps/1";
    }

    [EventType("lighting.Lamp_Lit.v1", Lane.Normal)]
    private sealed record Lamp_Lit(string Division) : IEvent
    {
        string IEvent.Subject => "lamps/1";
    }

    [EventType("lighting.lamp-repair.v1", Lane.Normal)]
    private sealed record LampRepair(string Division) : IEvent
    {
        string IEvent.Subject => "lamps/1";
    }

    [EventType("lighting.lamp-mended.v1", Lane.Normal)]
    private sealed record LampRepaired(string Division) : IEvent
    {
        string IEvent.Subject => "lamps/1";
    }

    [EventType("lighting.lamp-dimmed.v1", Lane.Normal)]
    private sealed record LampDimmed(string Division) : IEvent
    {
        public int Percent { get; set; }

        string IEvent.Subject => "lamps/1";
    }

    [EventType("lighting.lamp-broken.v1", Lane.Normal)]
    private class LampBroken(string division) : IEvent
    {
        public string Division { get; } = division;

        string IEvent.Subject => "lamps/1";
    }

    [EventType("lighting.lamp-moved.v1", Lane.Normal)]
    private sealed record LampMoved(string Division) : IEvent
    {
        string IEvent.Subject => "";
    }

    [EventType("lighting.lamp-sold.v1", Lane.Normal)]
    private sealed record LampSold(string LampDivision) : IEvent
    {
        string IEvent.Subject => "lamps/1";

        string IEvent.Division => "";
    }

    [EventType("lighting.lamp-named.v1", Lane.Normal)]
    private sealed record LampNamed(string Division) : IEvent
    {
        public string Subject => "lamps/1";
    }
}
