using SmartCity.Alarms.Duty;

namespace SmartCity.Alarms.Tests.Duty;

public sealed class DutyFileTests
{
    private const string Head = DutyFile.Columns + "\n";

    [Fact]
    public void A_list_is_read_with_its_remarks_quotes_and_Chinese_words()
    {
        var (entries, mistakes) = DutyFile.Read("\uFEFF# 样本\n" + Head + "430481,\"夜班, 周末\",6-7,20:00,8:00,主班,wang.fang,王芳,,\n430481,夜班,每日,20:00,08:00,带班领导,zhao,赵敏,0734-1,z@example.org\n");

        Assert.Empty(mistakes);
        Assert.Equal(("夜班, 周末", "6-7", 1200, 480, 1), (entries![0].Shift, entries[0].Days, entries[0].FromMinute, entries[0].ToMinute, entries[0].Position));
        Assert.Equal(("daily", DutyEntry.Supervisor, "z@example.org"), (entries[1].Days, entries[1].Position, entries[1].Mail));
    }

    [Fact]
    public void A_list_that_was_written_is_read_as_it_was()
    {
        var entries = DutyFile.Read(Sample.Duty).Entries!;
        Assert.Equal(entries, DutyFile.Read(DutyFile.Write(entries.Select(DutyView.Of))).Entries!);
    }

    [Theory]
    [InlineData("999999,白班,daily,08:00,20:00,1,wang,王芳,,", "division")]
    [InlineData("430481,,daily,08:00,20:00,1,wang,王芳,,", "shift")]
    [InlineData("430481,白班,someday,08:00,20:00,1,wang,王芳,,", "days")]
    [InlineData("430481,白班,5-1,08:00,20:00,1,wang,王芳,,", "days")]
    [InlineData("430481,白班,2026-13-01,08:00,20:00,1,wang,王芳,,", "days")]
    [InlineData("430481,白班,2026-11-30..2026-11-01,08:00,20:00,1,wang,王芳,,", "days")]
    [InlineData("430481,白班,daily,8点,20:00,1,wang,王芳,,", "from")]
    [InlineData("430481,白班,daily,24:00,20:00,1,wang,王芳,,", "from")]
    [InlineData("430481,白班,daily,08:00,25:00,1,wang,王芳,,", "to")]
    [InlineData("430481,白班,daily,08:00,20:00,0,wang,王芳,,", "position")]
    [InlineData("430481,白班,daily,08:00,20:00,1,wang fang,王芳,,", "account")]
    [InlineData("430481,白班,daily,08:00,20:00,1,wang,,,", "name")]
    [InlineData("430481,白班,daily,08:00,20:00,1,wang,王芳,,wang at example", "mail")]
    [InlineData("430481,白班,daily,08:00,20:00,1,wang,王芳", "the line")]
    public void A_mistake_is_named_by_its_line_and_field(string line, string field)
    {
        var (entries, mistakes) = DutyFile.Read(Head + "430481,夜班,daily,20:00,08:00,1,li,李雷,,\n" + line);

        Assert.Null(entries);
        var mistake = Assert.Single(mistakes);
        Assert.Equal((3, field), (mistake.Line, mistake.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,phone\nwang,1\n")]
    [InlineData(Head)]
    public void A_list_without_columns_or_entries_is_none(string text) => Assert.Single(DutyFile.Read(text).Mistakes);

    [Fact]
    public void A_file_of_a_Chinese_spreadsheet_is_read()
    {
        var bytes = System.Text.CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Head + "430481,白班,每日,8:00,20:00,主班,wang,王芳,,");
        Assert.Equal("王芳", Assert.Single(DutyFile.Read(DutyText.Read(bytes)).Entries!).Name);
        Assert.Empty(DutyFile.Read(DutyText.Template("430481")).Mistakes);
    }

    [Fact]
    public void A_person_stands_once_in_a_shift() =>
        Assert.Equal("account", Assert.Single(DutyFile.Read(Head + "430481,白班,daily,08:00,20:00,1,wang,王芳,,\n430481,白班,daily,08:00,20:00,2,wang,王芳,,\n").Mistakes).Field);

    [Fact]
    public void Every_mistake_is_told_at_once() =>
        Assert.Equal(4, DutyFile.Read(Head + "1,白班,daily,08:00,20:00,1,wang,王芳,,\n430481,白班,x,y,20:00,1,li,李雷,,\n430481,白班,daily,08:00,20:00,9999,zhao,赵敏,,\n").Mistakes.Count);
}
