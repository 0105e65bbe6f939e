using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SmartCity.Desks;
using SmartCity.Desks.Lists;

namespace SmartCity.CommandCentre.Tests.Lists;

public sealed class TableFileTests
{
    private static readonly IReadOnlyList<Column<Row>> Columns =
    [
        new("name", ("名称", "Name"), row => row.Name), new("count", ("数量", "Count"), row => row.Count) { IsNumber = true }, new("at", ("时间", "At"), row => row.At),
    ];

    private static readonly Row[] Rows = [new("路灯, \"不亮\"", 3, new(2026, 11, 25, 16, 5, 0, TimeSpan.Zero)), new("=cmd|'/c calc'!A0", -2, null)];

    [Fact]
    public void CSV_opens_with_its_Chinese_whole_and_runs_no_formula()
    {
        var bytes = TableFile.Csv(Columns, Rows, Language.Chinese);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal("名称,数量,时间\r\n\"路灯, \"\"不亮\"\"\",3,2026-11-26 00:05:00\r\n'=cmd|'/c calc'!A0,-2,\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("1234567890123456789", "\t1234567890123456789")]
    [InlineData("0734", "\t0734")]
    [InlineData("430481E12", "\t430481E12")]
    [InlineData("430481", "430481")]
    [InlineData("4304815A0000000000000001", "4304815A0000000000000001")]
    [InlineData("\t=1+1", "'\t=1+1")]
    public void CSV_keeps_the_digits_of_an_id(string id, string written) =>
        Assert.Equal($"名称\r\n{written}\r\n", Encoding.UTF8.GetString(TableFile.Csv([Columns[0]], [new Row(id, 0, null)], Language.Chinese)[3..]));

    [Fact]
    public void XLSX_holds_texts_numbers_and_times()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(TableFile.Xlsx(Columns, Rows, "案件[1]", Language.English)), false);
        Assert.Equal("案件1", document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Single().Name!.Value);
        var rows = document.WorkbookPart.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().ToList();
        Assert.Equal(["Name", "Count", "At"], rows[0].Elements<Cell>().Select(cell => cell.InnerText));
        var cells = rows[1].Elements<Cell>().ToList();
        Assert.Equal("路灯, \"不亮\"", cells[0].InnerText);
        Assert.Null(cells[1].DataType);
        Assert.Equal("3", cells[1].CellValue!.Text);
        Assert.Equal(new DateTime(2026, 11, 26, 0, 5, 0), DateTime.FromOADate(double.Parse(cells[2].CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
        Assert.Equal("=cmd|'/c calc'!A0", rows[2].Elements<Cell>().First().InnerText);
    }

    private sealed record Row(string Name, int Count, DateTimeOffset? At);
}
