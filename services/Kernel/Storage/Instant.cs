using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SmartCity.Kernel.Storage;

/// <summary>Instants in a database: UTC microseconds since 1970 in a bigint, the same on both stores (SQLite cannot order a DateTimeOffset, Npgsql refuses an offset).</summary>
public static class Instant
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970-01-01T00:00:00Z; what is finer is cut off.</summary>
    public static long ToMicroseconds(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    /// <summary>The instant, with offset zero.</summary>
    public static DateTimeOffset FromMicroseconds(long value) => new(DateTimeOffset.UnixEpoch.Ticks + value * TicksPerMicrosecond, TimeSpan.Zero);

    internal sealed class Converter() : ValueConverter<DateTimeOffset, long>(value => ToMicroseconds(value), value => FromMicroseconds(value));

    /// <summary>One instant is one key, whatever offset it is written in.</summary>
    internal sealed class Comparer() : ValueComparer<DateTimeOffset>((left, right) => left.UtcTicks == right.UtcTicks, value => value.UtcTicks.GetHashCode());
}
