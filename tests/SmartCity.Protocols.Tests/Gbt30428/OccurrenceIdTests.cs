using FsCheck.Fluent;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Protocols.Tests.Gbt30428;

public sealed class OccurrenceIdTests
{
    [Theory]
    [InlineData("430407010022026112300017", CodeError.None)]
    [InlineData(null, CodeError.Length)]
    [InlineData("43040701002202611230001", CodeError.Length)]
    [InlineData("43040701002202611230001Z", CodeError.Character)]
    [InlineData("430400010022026112300017", CodeError.Division)]
    [InlineData("430407000022026112300017", CodeError.Class)]
    [InlineData("430407010002026112300017", CodeError.SubClass)]
    [InlineData("430407010022026022900017", CodeError.Date)]
    [InlineData("430407010022026130100017", CodeError.Date)]
    [InlineData("430407010022026112300000", CodeError.Sequence)]
    public void The_first_thing_wrong_is_named(string? text, CodeError expected)
    {
        Assert.Equal(expected, OccurrenceId.TryParse(text, out var id));
        Assert.Equal(expected == CodeError.None, id is not null);
    }

    [Fact]
    public void What_is_created_is_read_back() => Generators.Check(
        from division in Generators.Division
        from @class in Generators.Number(2)
        from subClass in Generators.Number(3)
        from day in Gen.Choose(0, 36_500)
        from sequence in Gen.Choose(1, 99_999)
        select (division, @class, subClass, day: new DateOnly(2000, 1, 1).AddDays(day), sequence),
        c =>
        {
            var id = OccurrenceId.Create(c.division, c.@class, c.subClass, c.day, c.sequence);
            return OccurrenceId.TryParse(id.ToString(), out var read) == CodeError.None
                && read == id
                && (read!.Division, read.Class, read.SubClass, read.ReportedOn, read.Sequence)
                    == (c.division, c.@class, c.subClass, c.day, c.sequence);
        });

    [Theory]
    [InlineData("430407", "01", "02", 1)]
    [InlineData("430407", "00", "002", 1)]
    [InlineData("430407", "01", "002", 0)]
    public void Parts_that_make_no_id_are_refused(string division, string @class, string subClass, int sequence) =>
        Assert.ThrowsAny<ArgumentException>(() => OccurrenceId.Create(division, @class, subClass, new(2026, 11, 23), sequence));
}
