using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Protocols.Tests.Gbt30428;

public sealed class GridCodeTests
{
    [Theory]
    [InlineData("430407002003012", CodeError.None)]
    [InlineData(" 430407002003012 ", CodeError.None)]
    [InlineData(null, CodeError.Length)]
    [InlineData("", CodeError.Length)]
    [InlineData("43040700200301", CodeError.Length)]
    [InlineData("4304070020030123", CodeError.Length)]
    [InlineData("43040700200301A", CodeError.Character)]
    [InlineData("43040700200301２", CodeError.Character)]
    [InlineData("030407002003012", CodeError.Division)]
    [InlineData("430400002003012", CodeError.Division)]
    [InlineData("430407000003012", CodeError.Street)]
    [InlineData("430407002000012", CodeError.Community)]
    [InlineData("430407002003000", CodeError.Sequence)]
    public void The_first_thing_wrong_is_named(string? text, CodeError expected)
    {
        Assert.Equal(expected, GridCode.TryParse(text, out var grid));
        Assert.Equal(expected == CodeError.None, grid is not null);
    }

    [Fact]
    public void Its_parts_come_back_as_they_went_in() => Generators.Check(
        from division in Generators.Division
        from street in Generators.Number(3)
        from community in Generators.Number(3)
        from sequence in Gen.Choose(1, 999)
        select (division, street, community, sequence),
        c => GridCode.TryParse($"{c.division}{c.street}{c.community}{c.sequence:000}", out var grid) == CodeError.None
            && grid!.Division == c.division
            && grid.Street == c.division + c.street
            && grid.Community == c.division + c.street + c.community
            && grid.Sequence == c.sequence
            && grid.ToString() == grid.Value);

    [Fact]
    public void No_text_whatever_throws() => Generators.Check(
        ArbMap.Default.GeneratorFor<string?>(),
        text => GridCode.TryParse(text, out _) != CodeError.None
            && ComponentId.TryParse(text, ComponentIdForm.Current, out _) != CodeError.None
            && ComponentId.TryParse(text, ComponentIdForm.Old, out _) != CodeError.None
            && OccurrenceId.TryParse(text, out _) != CodeError.None);
}
