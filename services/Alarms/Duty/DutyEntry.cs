using System.Globalization;

namespace SmartCity.Alarms.Duty;

/// <summary>A line of the duty list 值班表: who is on duty in a division, on which days, from when to when. Times are Beijing's.</summary>
internal sealed record DutyEntry
{
    /// <summary><see cref="Position"/> of the supervisor of the shift 带班领导, who is told last.</summary>
    public const int Supervisor = 1000;

    public required string Id { get; init; }
    public required string Division { get; init; }

    /// <summary>Name of the shift, for example 白班.</summary>
    public required string Shift { get; init; }

    /// <summary><c>daily</c>, weekdays <c>1-5</c>, a date <c>2026-11-25</c>, or dates <c>2026-11-25..2026-11-30</c>.</summary>
    public required string Days { get; init; }

    /// <summary>Minutes after midnight; not before <see cref="ToMinute"/> when the shift ends on the next day.</summary>
    public required int FromMinute { get; init; }
    public required int ToMinute { get; init; }

    /// <summary>1 for the one told first, then 2, 3…; <see cref="Supervisor"/>.</summary>
    public required int Position { get; init; }
    public required string Account { get; init; }
    public required string Name { get; init; }
    public string? Phone { get; init; }
    public string? Mail { get; init; }

    /// <summary>It names days of the calendar, and goes before what is so every week.</summary>
    public bool IsDated => Days.Length >= 10;

    public static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:D2}:{minute % 60:D2}");
}
