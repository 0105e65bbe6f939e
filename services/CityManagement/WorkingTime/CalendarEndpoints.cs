using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.CityManagement.Cases;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>What deadlines are counted by: the days of a year and the table of limits.</summary>
internal static class CalendarEndpoints
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar", Year).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/limits", Limits).RequireRight(CityManagementModule.RouteName, "read");
    }

    private static Results<Ok<YearView>, ProblemHttpResult> Year(int? year, CaseLimits limits, TimeProvider clock)
    {
        var wanted = year ?? clock.GetUtcNow().ToOffset(Beijing).Year;
        if (wanted is < 2000 or > 2100)
            return Problems.Invalid(new FieldError("year", "expected a year from 2000 to 2100"));
        var first = new DateOnly(wanted, 1, 1);
        var days = Enumerable.Range(0, first.AddYears(1).DayNumber - first.DayNumber).Select(first.AddDays);
        return TypedResults.Ok(new YearView(limits.Calendar.Name, wanted, limits.Calendar.Covers(wanted), [.. days.Select(day => Day(limits.Calendar, day))]));
    }

    private static DayView Day(WorkingCalendar calendar, DateOnly date)
    {
        var hours = calendar.HoursOn(date).Select(span => span.ToString()).ToList();
        var (kind, name) = calendar.MakeUpOn(date) is { } makeUp ? ("makeUp", makeUp)
            : calendar.HolidayOn(date) is { } holiday ? ("holiday", holiday)
            : (hours.Count > 0 ? "working" : "free", null);
        return new(date, kind, name, hours);
    }

    private static Ok<IReadOnlyList<LimitView>> Limits(CaseLimits limits) => TypedResults.Ok<IReadOnlyList<LimitView>>([.. limits.Table.Limits.Select(View)]);

    private static LimitView View(Limit limit)
    {
        var table = limit.Kind == LimitKind.Component ? Classification.Components : Classification.Occurrences;
        var name = limit.Class == LimitTable.Any ? null : (limit.SubClass == LimitTable.Any ? table.Find(limit.Class) : table.Find(limit.Class, limit.SubClass) ?? table.Find(limit.Class))?.Name;
        return new(JsonNamingPolicy.CamelCase.ConvertName(limit.Kind.ToString()), limit.Class, limit.SubClass, name, limit.Level,
            JsonNamingPolicy.CamelCase.ConvertName(limit.Stage.ToString()), limit.Duration.ToString(), limit.Note);
    }
}

/// <summary>A year of working time.</summary>
/// <param name="Name">The calendar's name.</param>
/// <param name="Year">The year.</param>
/// <param name="Covered">Whether its holidays are known; otherwise deadlines in it are provisional.</param>
/// <param name="Days">Every day of it, Beijing dates.</param>
internal sealed record YearView(string Name, int Year, bool Covered, IReadOnlyList<DayView> Days);

/// <summary>A day.</summary>
/// <param name="Date">Beijing date.</param>
/// <param name="Kind"><c>working</c>, <c>free</c>, <c>holiday</c>, <c>makeUp</c>.</param>
/// <param name="Name">Of the holiday, or what is made up for.</param>
/// <param name="Hours">When is worked.</param>
internal sealed record DayView(DateOnly Date, string Kind, string? Name, IReadOnlyList<string> Hours);

/// <summary>A row of the table of limits; <c>*</c> for every class, sub-class or level.</summary>
internal sealed record LimitView(string Kind, string Class, string SubClass, string? ClassName, string Level, string Stage, string Limit, string Note);
