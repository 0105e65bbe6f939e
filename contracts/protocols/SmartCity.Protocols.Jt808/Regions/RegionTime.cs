using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>
/// Start or end of a region's time window: BCD[6], a moment, or with a date of zeros a time of every day
/// (00-00-00-08-30-00; note before table 56). Beijing time. Kept as the digits that came.
/// </summary>
/// <param name="Digits">12 digits of BCD, YYMMDDhhmmss, right aligned.</param>
public readonly record struct RegionTime(ulong Digits)
{
    /// <summary>Whether the time holds every day.</summary>
    public bool IsDaily => Digits >> 24 == 0;

    /// <summary>The time of every day; null when a date is given or the digits are no time.</summary>
    public TimeOnly? TimeOfDay
    {
        get
        {
            Span<byte> bytes = stackalloc byte[6];
            Write(bytes);
            if (!IsDaily || !Bcd2.IsDigits(bytes)) return null;
            int hour = Bcd2.Value(bytes[3]), minute = Bcd2.Value(bytes[4]), second = Bcd2.Value(bytes[5]);
            return hour > 23 || minute > 59 || second > 59 ? null : new TimeOnly(hour, minute, second);
        }
    }

    /// <summary>The moment, +08:00; null when no date is given or the digits are no time.</summary>
    public DateTimeOffset? At
    {
        get
        {
            Span<byte> bytes = stackalloc byte[6];
            Write(bytes);
            return BcdTime.Read(bytes);
        }
    }

    /// <summary>A time of every day.</summary>
    /// <param name="time">Beijing time, to the second.</param>
    public static RegionTime Daily(TimeOnly time) =>
        Read([0, 0, 0, Bcd2.Pair(time.Hour), Bcd2.Pair(time.Minute), Bcd2.Pair(time.Second)]);

    /// <summary>A moment.</summary>
    /// <param name="moment">Of the years 2000–2099, to the second.</param>
    public static RegionTime On(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[6];
        BcdTime.Write(moment, bytes);
        return Read(bytes);
    }

    internal static RegionTime Read(ReadOnlySpan<byte> bytes)
    {
        ulong digits = 0;
        foreach (byte pair in bytes) digits = (digits << 8) | pair;
        return new RegionTime(digits);
    }

    internal void Write(Span<byte> bytes)
    {
        for (int i = 0; i < 6; i++) bytes[i] = (byte)(Digits >> (40 - 8 * i));
    }
}

/// <summary>When a region or route counts.</summary>
/// <param name="Start">From.</param>
/// <param name="End">To.</param>
public readonly record struct TimeWindow(RegionTime Start, RegionTime End)
{
    internal static TimeWindow Read(ref BodyReader reader) => new(RegionTime.Read(reader.Take(6)), RegionTime.Read(reader.Take(6)));

    internal void Write(ref BodyWriter writer)
    {
        Start.Write(writer.Take(6));
        End.Write(writer.Take(6));
    }
}
