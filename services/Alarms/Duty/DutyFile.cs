using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SmartCity.Contracts.Codes;

namespace SmartCity.Alarms.Duty;

/// <summary>A mistake in a duty list.</summary>
/// <param name="Line">Its line, the first being 1.</param>
/// <param name="Field">The column.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What stands there; empty for nothing.</param>
internal sealed record DutyMistake(int Line, string Field, string Expected, string Found)
{
    public override string ToString() => $"line {Line}, {Field}: expected {Expected}, found {(Found.Length == 0 ? "nothing" : $"'{Found}'")}";
}

/// <summary>The duty list as CSV (RFC 4180; lines that begin with # are for people). Read whole: entries, or every mistake.</summary>
internal sealed class DutyFile
{
    public const string Columns = "division,shift,days,from,to,position,account,name,phone,mail";
    public const int MostEntries = 10_000;
    public const int MostMistakes = 500;
    private readonly List<DutyMistake> mistakes = [];
    private int csvLine;
    private readonly HashSet<(string, string, string, int, string)> seen = [];

    public static (IReadOnlyList<DutyEntry>? Entries, IReadOnlyList<DutyMistake> Mistakes) Read(string text)
    {
        var file = new DutyFile();
        var entries = file.ReadAll(text.TrimStart('\uFEFF'));
        return file.mistakes.Count == 0 ? (entries, []) : (null, file.mistakes);
    }

    /// <summary>Writes a list as it can be read.</summary>
    public static string Write(IEnumerable<DutyView> entries)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var column in Columns.Split(','))
            csv.WriteField(column);
        csv.NextRecord();
        foreach (var entry in entries)
        {
            foreach (var cell in (string?[])[entry.Division, entry.Shift, entry.Days, entry.From, entry.To, entry.Position, entry.Account, entry.Name, entry.Phone, entry.Mail])
                csv.WriteField(cell ?? "");
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }

    private List<DutyEntry> ReadAll(string text)
    {
        var entries = new List<DutyEntry>();
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            AllowComments = true, IgnoreBlankLines = true, TrimOptions = TrimOptions.Trim, BadDataFound = bad => Wrong(csvLine, "the line", "成对的双引号 double quotes in pairs", Short(bad.RawRecord.Trim())), MaxFieldSize = 10_000,
        });
        try
        {
            if (!Next(csv) || !csv.Record!.Select(cell => cell.ToLowerInvariant()).SequenceEqual(Columns.Split(',')))
                Wrong(Math.Max(1, csvLine), "columns", Columns, Short(csv.Record is null ? "" : string.Join(',', csv.Record)));
            else
                while (mistakes.Count < MostMistakes && entries.Count < MostEntries && Next(csv))
                    if (ReadOne(csv.Record!) is { } entry)
                        entries.Add(entry);
        }
        catch (CsvHelperException exception)
        {
            Wrong(csvLine + 1, "the line", "每格不超过 10,000 字 cells of at most 10,000 characters", exception.GetType().Name);
        }
        if (entries.Count == MostEntries && csv.Read())
            Wrong(csv.RawRow, "the list", $"不超过 {MostEntries} 条 at most {MostEntries} entries", "more");
        if (entries.Count == 0 && mistakes.Count == 0)
            Wrong(1, "the list", "列名之下至少一条 at least one entry under the columns " + Columns, "");
        return entries;
    }

    private bool Next(CsvParser csv)
    {
        var read = csv.Read();
        csvLine = csv.RawRow;
        return read;
    }

    private DutyEntry? ReadOne(string[] cells)
    {
        var before = mistakes.Count;
        if (cells.Length != 10)
        {
            Wrong(csvLine, "the line", $"10 格 10 cells ({Columns})", $"{cells.Length} cells");
            return null;
        }
        Need(Divisions.Find(cells[0]) is not null, "division", "本市的区划代码，例如 430481 the code of a division of the city", cells[0]);
        Need(cells[1].Length is > 0 and <= 40, "shift", "班次名称，不超过 40 字 the name of the shift, at most 40 characters", cells[1]);
        var days = DutyDays.Normalise(cells[2]);
        Need(days is not null, "days", DutyDays.Expected, cells[2]);
        var from = DutyCells.Minute(cells[3]);
        Need(from is not null and < 24 * 60, "from", "时间，例如 08:00 a time such as 08:00", cells[3]);
        var to = DutyCells.Minute(cells[4]);
        Need(to is not null, "to", "时间，例如 20:00；不晚于 from 表示次日结束 a time such as 20:00; not after `from` when the shift ends on the next day", cells[4]);
        var position = DutyCells.Position(cells[5]);
        Need(position is not null, "position", "1（主班）、2 至 99（其后依次通知）或 supervisor（带班领导） 1 for whoever is told first, 2 to 99 for the next, or supervisor", cells[5]);
        Need(cells[6].Length is > 0 and <= 64 && cells[6].All(letter => letter > ' '), "account", "账号，不超过 64 字，无空格 an account, at most 64 characters, no spaces", cells[6]);
        Need(cells[7].Length is > 0 and <= 40, "name", "姓名，不超过 40 字 the name of the person, at most 40 characters", cells[7]);
        Need(cells[8].Length <= 40, "phone", "不超过 40 字，可空 at most 40 characters, or nothing", cells[8]);
        Need(cells[9].Length == 0 || DutyCells.IsMail(cells[9]), "mail", "邮箱，例如 wang@example.org，可空 an address such as wang@example.org, or nothing", cells[9]);
        if (mistakes.Count == before)
            Need(seen.Add((cells[0], days!, cells[3], to!.Value, cells[6])), "account", "同一班次中每人一次 each person once in a shift", cells[6]);
        return mistakes.Count > before ? null : new()
        {
            Id = "", Division = cells[0], Shift = cells[1], Days = days!, FromMinute = from!.Value, ToMinute = to!.Value % (24 * 60), Position = position!.Value,
            Account = cells[6], Name = cells[7], Phone = cells[8].Length == 0 ? null : cells[8], Mail = cells[9].Length == 0 ? null : cells[9],
        };
    }

    private void Need(bool right, string field, string expected, string found)
    {
        if (!right)
            Wrong(csvLine, field, expected, Short(found));
    }

    private void Wrong(int line, string field, string expected, string found) => mistakes.Add(new(line, field, expected, found));

    private static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
