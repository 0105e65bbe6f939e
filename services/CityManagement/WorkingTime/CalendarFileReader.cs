using System.Globalization;
using System.Text.Json;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>One reading of one calendar file; collects mistakes and goes on.</summary>
internal sealed class CalendarFileReader
{
    private static readonly string[] Known = ["name", "source", "unsure", "years", "hours", "makeUpHours", "holidays", "makeUpDays"];
    private readonly List<FileMistake> mistakes = [];

    public IReadOnlyList<FileMistake> Mistakes => mistakes;

    public WorkingCalendar? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Wrong("the file", "the whole", root, "a JSON object");
            return null;
        }

        foreach (var property in root.EnumerateObject().Where(property => !Known.Contains(property.Name)))
            mistakes.Add(new("the file", property.Name, property.Name, $"one of {string.Join(", ", Known)}"));
        var name = Text(root, "the file", "name");
        var years = Years(root);
        var week = Week(root);
        var makeUpDay = root.TryGetProperty("makeUpHours", out var hours) ? Hours("the file", "makeUpHours", hours) : week[(int)DayOfWeek.Monday];
        var holidays = Holidays(root, years);
        var makeUpDays = MakeUpDays(root, years, holidays, week);
        if (makeUpDays.Count > 0 && makeUpDay.Ticks == 0)
            mistakes.Add(new("the file", "makeUpHours", "", "working hours, because there are make-up days and Monday has none"));
        return mistakes.Count > 0 ? null : new(name, week, makeUpDay, holidays, makeUpDays, years);
    }

    private HashSet<int> Years(JsonElement root)
    {
        var years = new HashSet<int>();
        foreach (var (year, where) in List(root, "years", required: true))
        {
            if (year.ValueKind == JsonValueKind.Number && year.TryGetInt32(out var number) && number is >= 2000 and <= 2100)
                years.Add(number);
            else
                Wrong(where, "year", year, "a year from 2000 to 2100");
        }

        return years;
    }

    private WorkingDay[] Week(JsonElement root)
    {
        var week = Enumerable.Repeat(WorkingDay.Free, 7).ToArray();
        if (!root.TryGetProperty("hours", out var hours) || hours.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(new("the file", "hours", "", "an object of lists of working spans by weekday"));
            return week;
        }

        var before = mistakes.Count;
        foreach (var property in hours.EnumerateObject())
        {
            if (Enum.TryParse<DayOfWeek>(property.Name, ignoreCase: true, out var weekday) && !char.IsAsciiDigit(property.Name[0]))
                week[(int)weekday] = Hours("hours", property.Name, property.Value);
            else
                mistakes.Add(new("hours", property.Name, property.Name, "a day of the week in English"));
        }

        if (mistakes.Count == before && week.All(day => day.Ticks == 0))
            mistakes.Add(new("the file", "hours", "", "a working span on some day of the week"));
        return week;
    }

    private WorkingDay Hours(string where, string field, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            Wrong(where, field, list, "a list of spans such as \"08:00-12:00\"");
            return WorkingDay.Free;
        }

        var spans = new List<WorkingSpan>();
        foreach (var item in list.EnumerateArray())
        {
            if (!WorkingSpan.TryParse(item.ValueKind == JsonValueKind.String ? item.GetString() : null, out var span))
                Wrong(where, field, item, "a span such as \"08:00-12:00\", the first time earlier");
            else if (spans.Count > 0 && span.From < spans[^1].To)
                Wrong(where, field, item, $"a span that begins when {spans[^1]} has ended");
            else
                spans.Add(span);
        }

        return new(spans);
    }

    private Dictionary<DateOnly, string> Holidays(JsonElement root, HashSet<int> years)
    {
        var holidays = new Dictionary<DateOnly, string>();
        foreach (var (item, where) in List(root, "holidays"))
        {
            var name = Text(item, where, "name");
            if (!TryDate(item, where, "from", years, out var from) | !TryDate(item, where, "to", years, out var to))
                continue;
            if (to < from || to.DayNumber - from.DayNumber > 30)
                mistakes.Add(new(where, "to", Write(to), $"a date from {Write(from)} to 30 days later"));
            else
                Mark(holidays, where, name, from, to);
        }

        return holidays;
    }

    private void Mark(Dictionary<DateOnly, string> holidays, string where, string name, DateOnly from, DateOnly to)
    {
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (!holidays.TryAdd(date, name))
                mistakes.Add(new(where, "from", Write(date), $"no day that is already in {holidays[date]}"));
        }
    }

    private Dictionary<DateOnly, string> MakeUpDays(
        JsonElement root, HashSet<int> years, Dictionary<DateOnly, string> holidays, WorkingDay[] week)
    {
        var makeUpDays = new Dictionary<DateOnly, string>();
        foreach (var (item, where) in List(root, "makeUpDays"))
        {
            var reason = Text(item, where, "for");
            if (!TryDate(item, where, "date", years, out var date))
                continue;
            if (holidays.TryGetValue(date, out var holiday))
                mistakes.Add(new(where, "date", Write(date), $"a day outside the holiday {holiday}"));
            else if (week[(int)date.DayOfWeek].Ticks > 0)
                mistakes.Add(new(where, "date", Write(date), $"a day that is otherwise free; {date.DayOfWeek} is worked anyway"));
            else if (!makeUpDays.TryAdd(date, reason))
                mistakes.Add(new(where, "date", Write(date), "each make-up day once"));
        }

        return makeUpDays;
    }

    private IEnumerable<(JsonElement Item, string Where)> List(JsonElement root, string field, bool required = false)
    {
        if (root.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array && (!required || list.GetArrayLength() > 0))
            return list.EnumerateArray().Select((item, i) => (item, $"{field}[{i}]"));
        if (required || list.ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
            Wrong("the file", field, list, required ? "a list with something in it" : "a list");
        return [];
    }

    private string Text(JsonElement item, string where, string field)
    {
        var value = Member(item, field);
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        Wrong(where, field, value, "a text");
        return "";
    }

    private bool TryDate(JsonElement item, string where, string field, HashSet<int> years, out DateOnly date)
    {
        date = default;
        var value = Member(item, field);
        var isDate = value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(
            value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        if (!isDate)
            Wrong(where, field, value, "a date such as 2026-10-01");
        else if (years.Count > 0 && !years.Contains(date.Year))
            mistakes.Add(new(where, field, Write(date), $"a date in {string.Join(", ", years.Order())}, the years of the file"));
        return isDate && (years.Count == 0 || years.Contains(date.Year));
    }

    private static JsonElement Member(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out var value) ? value : default;

    private void Wrong(string where, string field, JsonElement found, string expected) =>
        mistakes.Add(new(where, field, found.ValueKind == JsonValueKind.Undefined ? "" : found.ToString(), expected));

    private static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
