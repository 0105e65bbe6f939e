using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>What a reading is of. The numbers are stored: they never change.</summary>
internal enum ReadingKind
{
    Realtime = 1,
    Minute = 2,
    Hour = 3,
    Day = 4,
    DeviceState = 5,
    RunHours = 6,
}

internal static class ReadingKinds
{
    public static IReadOnlyList<ReadingKind> All { get; } = Enum.GetValues<ReadingKind>();

    public static IEnumerable<string> Names => All.Select(Name);

    public static string Name(ReadingKind kind) => kind switch
    {
        ReadingKind.Realtime => "real-time",
        ReadingKind.Minute => "minute",
        ReadingKind.Hour => "hour",
        ReadingKind.Day => "day",
        ReadingKind.DeviceState => "device-state",
        ReadingKind.RunHours => "run-hours",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected a kind of reading."),
    };

    /// <summary>The kind of a name; null when it is none (an event of a newer node may bring one).</summary>
    public static ReadingKind? Find(string? name) => All.Where(kind => Name(kind) == name).Select(kind => (ReadingKind?)kind).FirstOrDefault();

    /// <summary>What a command carries when a station sends it; null when it is no reading.</summary>
    public static ReadingKind? Of(int cn) => cn switch
    {
        Hj212Cn.Realtime => ReadingKind.Realtime,
        Hj212Cn.Minute => ReadingKind.Minute,
        Hj212Cn.Hour => ReadingKind.Hour,
        Hj212Cn.Day => ReadingKind.Day,
        Hj212Cn.DeviceState => ReadingKind.DeviceState,
        Hj212Cn.RunHours => ReadingKind.RunHours,
        _ => null,
    };

    /// <summary>How long the period is that a reading is of; zero for an instant.</summary>
    public static TimeSpan Period(this ReadingKind kind, int minuteMinutes) => kind switch
    {
        ReadingKind.Minute => TimeSpan.FromMinutes(minuteMinutes),
        ReadingKind.Hour => TimeSpan.FromHours(1),
        ReadingKind.Day or ReadingKind.RunHours => TimeSpan.FromDays(1),
        _ => TimeSpan.Zero,
    };
}
