using System.Globalization;

namespace SmartCity.Protocols.Gat1400.Identifiers;

internal static class Digits
{
    public static bool Are(string? text, int length) => text?.Length == length && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    public static string Of(int number, int length, string name)
    {
        var text = number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');
        return number >= 0 && text.Length == length ? text
            : throw new ArgumentOutOfRangeException(name, number, $"Expected a number of at most {length} digits.");
    }

    public static string Of(string text, int length, string name) =>
        Are(text, length) ? text : throw new ArgumentException($"Expected {length} digits.", name);

    public static int Number(string text, int from, int length) =>
        int.Parse(text.AsSpan(from, length), NumberStyles.None, CultureInfo.InvariantCulture);
}
