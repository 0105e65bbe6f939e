using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.Protocols.Tests.Gbt30428;

public sealed class ClassificationTests
{
    private const string Header = "class,subclass,name,english,certainty\n";

    [Fact]
    public void The_embedded_tables_have_the_classes_of_the_field()
    {
        Assert.Equal(["公用设施", "交通设施", "市容环境", "园林绿化", "其他部件"], Classification.Components.Classes.Select(c => c.Name));
        Assert.Equal(
            ["市容环境", "宣传广告", "施工管理", "突发事件", "街面秩序", "其他事件"], Classification.Occurrences.Classes.Select(c => c.Name));
        Assert.Equal(["01", "02", "03", "04", "05", "06"], Classification.Occurrences.Classes.Select(c => c.Class));
    }

    [Theory]
    [InlineData("01", "001", "上水井盖")]
    [InlineData("01", "03", "雨水井盖")]
    [InlineData("01", null, "公用设施")]
    [InlineData("01", "099", null)]
    [InlineData("99", null, null)]
    public void A_code_is_found_in_both_widths_and_an_unknown_one_is_not(string @class, string? subClass, string? name) =>
        Assert.Equal(name, Classification.Components.Find(@class, subClass)?.Name);

    [Fact]
    public void What_is_unsure_is_marked()
    {
        Assert.True(Classification.Occurrences.Find("01", "002")!.IsSure);
        Assert.False(Classification.Components.Find("01", "018")!.IsSure);
    }

    [Fact]
    public void No_class_has_two_sub_classes_of_one_name()
    {
        foreach (var table in new[] { Classification.Components, Classification.Occurrences })
            Assert.Equal(table.All.Count, table.All.Select(entry => (entry.Class, entry.Name)).Distinct().Count());
    }

    [Fact]
    public void Every_mistake_is_named_at_once_by_line_and_field()
    {
        var mistakes = Classification.TryRead(
            "# ours\n" + Header + "01,*,甲,A,seen\n1,01,,,maybe\n01,999,乙,B,unsure\n01,999,丙,C,seen\n02,999,丁,D,seen\n01,998,戊\n",
            out var table);
        Assert.Null(table);
        Assert.Equal(
            ["line 4, class", "line 4, subclass", "line 4, name", "line 4, english", "line 4, certainty", "line 6, subclass", "line 8, the line", "line 7, class"],
            mistakes.Select(mistake => mistake.Split(':')[0]));
        Assert.Contains("line 6, subclass: expected a code unlike line 5, found '999'", mistakes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("class,name\n01,x\n")]
    [InlineData(Header)]
    public void A_text_that_is_no_table_is_one_mistake(string text)
    {
        Assert.Single(Classification.TryRead(text, out var table));
        Assert.Null(table);
    }

    [Fact]
    public void A_citys_own_table_is_read()
    {
        Assert.Empty(Classification.TryRead(Header + "21,*,扩展,Extension,seen\n21,999,共享单车,Shared bicycle,seen\n", out var table));
        Assert.Equal("Shared bicycle", table!.Find("21", "999")?.EnglishName);
    }

    [Fact]
    public void No_text_whatever_throws() => Generators.Check(
        ArbMap.Default.GeneratorFor<NonNull<string>>(),
        text => Classification.TryRead(Header + text.Get, out var table).Count > 0 == table is null);
}
