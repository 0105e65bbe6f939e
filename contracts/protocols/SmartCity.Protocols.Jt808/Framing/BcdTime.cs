namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// Times are BCD[6], YY-MM-DD-hh-mm-ss, GMT+8 (table 23). Years are 2000–2099. A time that is none (zeros before the
/// first fix, digits out of range) reads as null: the listener keeps its own receive time beside it.
/// </summary>
internal static class BcdTime
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static DateTimeOffset? Read(ReadOnlySpan<byte> bcd)
    {
        if (bcd.Length != 6 || !Bcd2.IsDigits(bcd)) return null;
        int year = 2000 + Bcd2.Value(bcd[0]), month = Bcd2.Value(bcd[1]), day = Bcd2.Value(bcd[2]);
        int hour = Bcd2.Value(bcd[3]), minute = Bcd2.Value(bcd[4]), second = Bcd2.Value(bcd[5]);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        return new DateTimeOffset(year, month, day, hour, minute, second, Beijing);
    }

    /// <summary>Null is written as zeros.</summary>
    public static void Write(DateTimeOffset? time, Span<byte> bcd)
    {
        bcd.Clear();
        if (time is not { } given) return;
        DateTimeOffset local = given.ToOffset(Beijing);
        if (local.Year is < 2000 or > 2099) throw new ArgumentException($"JT/T 808 writes years 2000 to 2099, not {local.Year}.");
        ReadOnlySpan<int> parts = [local.Year - 2000, local.Month, local.Day, local.Hour, local.Minute, local.Second];
        for (int i = 0; i < parts.Length; i++) bcd[i] = Bcd2.Pair(parts[i]);
    }
}
