namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The editions of the technical regulation on the index; history keeps the one in force when it happened.</summary>
public enum AqiEdition : byte
{
    /// <summary>HJ 633-2012, with GB 3095-2012.</summary>
    Hj633Of2012,

    /// <summary>HJ 633-2026, with GB 3095-2026: tighter for PM2.5 and PM10 at index 100.</summary>
    Hj633Of2026,
}

public static class AqiEditions
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly DateOnly FirstDayOf2026 = new(2026, 3, 1);

    /// <summary>The edition a day is judged by.</summary>
    /// <param name="day">Beijing date.</param>
    public static AqiEdition InForceOn(DateOnly day) =>
        day >= FirstDayOf2026 ? AqiEdition.Hj633Of2026 : AqiEdition.Hj633Of2012;

    /// <summary>The edition an hour is judged by, by the Beijing date of its first instant.</summary>
    public static AqiEdition InForceAt(DateTimeOffset startOfHour) =>
        InForceOn(DateOnly.FromDateTime(startOfHour.ToOffset(Beijing).DateTime));
}
