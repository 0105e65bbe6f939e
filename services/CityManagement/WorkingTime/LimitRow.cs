using System.Globalization;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>One line being read: takes a field for what it should be, or notes the mistake and goes on.</summary>
internal sealed class LimitRow(int number, Func<string, string> cell, List<FileMistake> mistakes)
{
    public string Text(string field) => cell(field);

    public void Wrong(string field, string expected) => mistakes.Add(new($"line {number}", field, cell(field), expected));

    public T? Choice<T>(string field, params (string Text, T Value)[] choices)
    {
        foreach (var (text, value) in choices)
        {
            if (text == cell(field))
                return value;
        }

        Wrong(field, $"one of {string.Join(", ", choices.Select(choice => choice.Text))}");
        return default;
    }

    public string Digits(string field, int least, int most)
    {
        var text = cell(field);
        if (text == LimitTable.Any)
            return text;
        if (text.Length >= least && text.Length <= most && text.All(char.IsAsciiDigit))
            return text;
        Wrong(field, least == most ? $"{least} digits or *" : $"{least} or {most} digits or *");
        return "";
    }

    public decimal Amount()
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(cell("amount"), Plain, CultureInfo.InvariantCulture, out var amount) && amount is > 0 and <= 1000)
            return amount;
        Wrong("amount", "a number above 0, at most 1000");
        return 0;
    }
}
