using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Protocols.Tests.Gbt30428;

public sealed class StatesAndAccuracyTests
{
    [Fact]
    public void Every_state_is_read_back_from_its_word()
    {
        Assert.Equal(["完好", "破损", "丢失", "废弃"], Enum.GetValues<ComponentState>().Select(state => state.ChineseName()));
        foreach (var state in Enum.GetValues<ComponentState>())
        {
            Assert.True(ComponentStates.TryParse($" {state.ChineseName()} ", out var read));
            Assert.Equal(state, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("坏")]
    public void Another_word_is_no_state(string? text) => Assert.False(ComponentStates.TryParse(text, out _));

    [Theory]
    [InlineData("A", 0.5)]
    [InlineData("b", 1)]
    [InlineData(" C ", 10)]
    public void An_accuracy_class_promises_metres(string text, double metres)
    {
        Assert.True(AccuracyClasses.TryParse(text, out var accuracy));
        Assert.Equal(metres, accuracy.Metres());
    }

    [Theory]
    [InlineData("D")]
    [InlineData("AB")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_letter_is_no_class(string? text) => Assert.False(AccuracyClasses.TryParse(text, out _));
}
