using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SmartCity.Desks.Shown;

namespace SmartCity.Desks.Lists;

/// <summary>A list as a file: CSV that a spreadsheet program opens with its Chinese whole, and XLSX with real numbers and times.</summary>
public static class TableFile
{
    private const string FormulaStarts = "=+-@\t\r";

    // A spreadsheet program keeps fifteen digits of a number and makes zeros of the rest.
    private const int DigitsKept = 15;

    /// <summary>CSV (RFC 4180), UTF-8 with byte-order mark.</summary>
    public static byte[] Csv<TItem>(IReadOnlyList<Column<TItem>> columns, IEnumerable<TItem> items, Language language)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(column => Quoted(column.Name.In(language)))).Append("\r\n");
        foreach (var item in items)
            text.AppendJoin(',', columns.Select(column => Quoted(column.Value(item) is string text ? Kept(text) : Cell(column.Value(item))))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>XLSX: one sheet, its head row kept in sight.</summary>
    public static byte[] Xlsx<TItem>(IReadOnlyList<Column<TItem>> columns, IEnumerable<TItem> items, string sheet, Language language)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var part = workbook.AddNewPart<WorksheetPart>();
            var rows = new SheetData();
            rows.Append(new Row(columns.Select(column => Text(column.Name.In(language), 1))));
            foreach (var item in items)
                rows.Append(new Row(columns.Select(column => Xml(column.Value(item)))));
            part.Worksheet = new Worksheet(
                new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
                new Columns(columns.Select((column, index) => new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = column.IsNumber ? 12 : 22, CustomWidth = true })),
                rows);
            workbook.Workbook.AppendChild(new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = SheetName(sheet) }));
        }
        return file.ToArray();
    }

    // An id that looks like a number (nineteen digits, a zero in front, 12E5) would be rounded or rewritten by the program that opens the
    // file. A tab in front makes it a text and shows as nothing; "=..." would do the same and teach people to let formulas run.
    private static string Kept(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && char.IsAsciiLetterOrDigit(text[0])
        && (text.Length > DigitsKept || number.ToString(CultureInfo.InvariantCulture) != text) ? "\t" + text : text;

    // A cell that begins like a formula would be run by the program that opens the file: it is made a text.
    private static string Quoted(string text)
    {
        if (text.Length > 0 && FormulaStarts.Contains(text[0]) && !double.TryParse(text, CultureInfo.InvariantCulture, out _))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTimeOffset time => Show.Time(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static Cell Xml(object? value) => value switch
    {
        null => new Cell(),
        DateTimeOffset time => new Cell { CellValue = new(Show.Local(time).DateTime.ToOADate().ToString(CultureInfo.InvariantCulture)), StyleIndex = 2 },
        int or long or double or decimal or float => new Cell { CellValue = new(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)) },
        _ => Text(Cell(value), 0),
    };

    private static Cell Text(string text, uint style) => new() { DataType = CellValues.InlineString, InlineString = new(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }), StyleIndex = style };

    // XML cannot hold control characters.
    private static string Clean(string text) => text.All(System.Xml.XmlConvert.IsXmlChar) ? text : new([.. text.Where(System.Xml.XmlConvert.IsXmlChar)]);

    private static string SheetName(string name) => new string([.. name.Where(letter => !@"[]:*?/\".Contains(letter))]) is { Length: > 0 } plain ? plain[..Math.Min(31, plain.Length)] : "Sheet";

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd hh:mm:ss" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }));
}
