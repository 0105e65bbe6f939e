using FsCheck.Fluent;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Protocols.Tests.Gbt30428;

public sealed class ComponentIdTests
{
    [Theory]
    [InlineData("4304070100100001", ComponentIdForm.Current, CodeError.None)]
    [InlineData("3205080101000001", ComponentIdForm.Old, CodeError.None)]
    [InlineData("3205080101000001", ComponentIdForm.Current, CodeError.None)]
    [InlineData(null, ComponentIdForm.Current, CodeError.Length)]
    [InlineData("430407010010001", ComponentIdForm.Current, CodeError.Length)]
    [InlineData("430407010010000X", ComponentIdForm.Current, CodeError.Character)]
    [InlineData("4304000100100001", ComponentIdForm.Current, CodeError.Division)]
    [InlineData("4304070000100001", ComponentIdForm.Current, CodeError.Class)]
    [InlineData("4304070100000001", ComponentIdForm.Current, CodeError.SubClass)]
    [InlineData("4304070100100000", ComponentIdForm.Current, CodeError.Sequence)]
    [InlineData("4304070100100001", ComponentIdForm.Old, CodeError.SubClass)]
    [InlineData("4304070101000000", ComponentIdForm.Old, CodeError.Sequence)]
    public void The_first_thing_wrong_is_named(string? text, ComponentIdForm form, CodeError expected)
    {
        Assert.Equal(expected, ComponentId.TryParse(text, form, out var id));
        Assert.Equal(expected == CodeError.None, id is not null);
    }

    [Fact]
    public void The_same_digits_are_two_things_in_the_two_forms()
    {
        ComponentId.TryParse("3205080101000001", ComponentIdForm.Old, out var old);
        ComponentId.TryParse("3205080101000001", ComponentIdForm.Current, out var current);
        Assert.Equal(("320508", "01", "001", 1), (old!.Division, old.Class, old.SubClass, old.Sequence));
        Assert.Equal(("320508", "01", "010", 1), (current!.Division, current.Class, current.SubClass, current.Sequence));
        Assert.NotEqual(old, current);
        Assert.Equal("上水井盖", Classification.Components.Find(old.Class, old.SubClass)?.Name);
    }

    [Theory]
    [InlineData("079", false)]
    [InlineData("080", true)]
    [InlineData("999", true)]
    public void Sub_classes_from_080_are_the_citys_own(string subClass, bool extension) =>
        Assert.Equal(extension, ComponentId.Create("430407", "01", subClass, 7).IsExtension);

    [Fact]
    public void What_is_created_is_read_back() => Generators.Check(
        from division in Generators.Division
        from @class in Generators.Number(2)
        from subClass in Generators.Number(3)
        from sequence in Gen.Choose(1, 99_999)
        select (division, @class, subClass, sequence),
        c =>
        {
            var id = ComponentId.Create(c.division, c.@class, c.subClass, c.sequence);
            return ComponentId.TryParse(id.Value, ComponentIdForm.Current, out var read) == CodeError.None
                && read == id
                && (read!.Division, read.Class, read.SubClass, read.Sequence) == (c.division, c.@class, c.subClass, c.sequence);
        });

    [Fact]
    public void An_old_id_gives_its_parts() => Generators.Check(
        from division in Generators.Division
        from @class in Generators.Number(2)
        from subClass in Generators.Number(2)
        from sequence in Gen.Choose(1, 999_999)
        select (division, @class, subClass, sequence),
        c => ComponentId.TryParse($"{c.division}{c.@class}{c.subClass}{c.sequence:000000}", ComponentIdForm.Old, out var id) == CodeError.None
            && (id!.Class, id.SubClass, id.Sequence) == (c.@class, "0" + c.subClass, c.sequence));

    [Theory]
    [InlineData("430407", "1", "0010", 1)]
    [InlineData("430400", "01", "001", 1)]
    [InlineData("430407", "01", "001", 0)]
    [InlineData("430407", "01", "001", 100_000)]
    [InlineData("430407", "01", "0x1", 1)]
    public void Parts_that_make_no_id_are_refused(string division, string @class, string subClass, int sequence) =>
        Assert.ThrowsAny<ArgumentException>(() => ComponentId.Create(division, @class, subClass, sequence));
}
