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

    /// <summary>A sequence counts from 1 and has five digits; one that does not fit is the caller's mistake.</summary>
    public static void CheckSequence(int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, 99_999);
    }

    public static int Read(ReadOnlySpan<char> digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
