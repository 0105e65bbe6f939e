namespace SmartCity.Protocols.Gbt30428;

/// <summary>What the codes have in common: digits only, a county in front.</summary>
internal static class Digits
{
    public static CodeError Check(ReadOnlySpan<char> code, int length)
    {
        if (code.Length != length)
            return CodeError.Length;
        if (code.ContainsAnyExceptInRange('0', '9'))
            return CodeError.Character;
        return code[0] == '0' || code[4..6] is "00" ? CodeError.Division : CodeError.None;
    }

    public static bool AreZeros(ReadOnlySpan<char> digits) => !digits.ContainsAnyExcept('0');

    /// <summary>The number in so many digits; a number that does not fit is the caller's mistake.</summary>
    public static string Write(int number, int width, string name)
    {
        var most = (int)Math.Pow(10, width) - 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, most, name);
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width, '0');
    }

    public static int Read(ReadOnlySpan<char> digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
