using FsCheck;
using FsCheck.Fluent;
using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Tests.WorkingTime;

public sealed class LimitFileTests
{
    private const string Header = "kind,class,subclass,level,stage,amount,unit,note\n";

    [Theory]
    [InlineData(LimitKind.Occurrence, "01", "002", "A", LimitStage.Settle, "2 工作时")]
    [InlineData(LimitKind.Occurrence, "01", "002", "B", LimitStage.Settle, "4 工作时")]
    [InlineData(LimitKind.Occurrence, "01", "02", "B", LimitStage.Settle, "4 工作时")]
    [InlineData(LimitKind.Occurrence, "05", "004", "C", LimitStage.Settle, "2 工作时")]
    [InlineData(LimitKind.Occurrence, "03", "001", "C", LimitStage.Settle, "2 工作日")]
    [InlineData(LimitKind.Component, "01", "001", "A", LimitStage.MakeSafe, "2 小时")]
    [InlineData(LimitKind.Component, "01", "001", "A", LimitStage.Settle, "1 工作日")]
    [InlineData(LimitKind.Component, "02", "001", "A", LimitStage.Settle, "5 工作日")]
    public void The_nearest_row_of_the_sample_holds(
        LimitKind kind, string @class, string subClass, string level, LimitStage stage, string duration)
    {
        var table = LimitFile.Load(Files.Find("limits.csv"));
        Assert.Equal(duration, table.Find(kind, @class, subClass, level, stage)?.Duration.ToString());
    }

    [Fact]
    public void Where_the_table_has_nothing_there_is_nothing()
    {
        var table = LimitFile.Load(Files.Find("limits.csv"));
        Assert.Null(table.Find(LimitKind.Component, "03", "001", "A", LimitStage.MakeSafe));
        Assert.Equal(33, table.Limits.Count);
    }

    [Fact]
    public void Columns_may_stand_in_any_order()
    {
        Assert.Empty(LimitFile.TryRead("note,unit,amount,stage,level,subclass,class,kind\nx,natural-days,1.5,settle,*,*,*,component", out var table));
        Assert.Equal("1.5 天", table!.Find(LimitKind.Component, "01", "001", "A")?.Duration.ToString());
    }

    [Fact]
    public void Every_mistake_is_named_at_once_by_line_field_and_what_was_expected()
    {
        var mistakes = LimitFile.TryRead(
            "# a comment\n" + Header
            + "thing,1,1,D,later,-1,hours,\n"
            + "component,01,002,*,settle,1,working-days,first\n"
            + "component,01,02,*,settle,2,working-days,the same\n"
            + "component,*,002,*,settle,1,working-days,\n"
            + "component,01,003,*,settle,1,working-days,a,b\n"
            + "component,01,004,*,settle,1e3,working-days,\n",
            out var table);
        Assert.Null(table);
        Assert.Equal(
            [
                "line 3, kind", "line 3, class", "line 3, subclass", "line 3, level", "line 3, stage", "line 3, amount", "line 3, unit",
                "line 5, class", "line 6, subclass", "line 7, the line", "line 8, amount",
            ],
            mistakes.Select(mistake => $"{mistake.Where}, {mistake.Field}"));
        Assert.Equal("line 3, level: expected one of A, B, C, *, found 'D'", mistakes[3].ToString());
        Assert.Contains("line 4", mistakes[7].Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only words\n")]
    [InlineData(Header)]
    public void A_table_without_rows_is_a_mistake(string text) => Assert.Single(LimitFile.TryRead(text, out _));

    [Fact]
    public void Columns_that_are_missing_unknown_or_double_are_named() =>
        Assert.Equal(
            ["column 2", "column 3", "class", "subclass", "level", "stage", "amount", "unit", "note"],
            LimitFile.TryRead("kind,klass,kind\n", out _).Select(mistake => mistake.Field));

    [Fact]
    public void No_text_whatever_throws_and_what_is_no_table_has_mistakes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
            LimitFile.TryRead(text.Get, out var table).Count > 0 == table is null
            && LimitFile.TryRead(Header + text.Get, out table).Count > 0 == table is null).QuickCheckThrowOnFailure();
}
