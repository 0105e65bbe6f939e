using System.Globalization;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>Completeness of hours as a calendar: days down, hours across; nothing is owed for the time before the station was registered. Pure.</summary>
internal static class HourCalendar
{
    public static Chart Of(CompletenessEndpoints.StationCompleteness known, DateTimeOffset registered)
    {
        var days = known.Items.Select(hour => Day(hour)).Distinct().ToList();
        var told = known.Items.Where(hour => hour.Percent is not null && hour.To > registered).ToList();
        return new(new
        {
            tooltip = new { },
            grid = new { left = 56, right = 16, top = 8, bottom = 56 },
            xAxis = new { type = "category", data = Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture)), splitArea = new { show = false } },
            yAxis = new { type = "category", inverse = true, data = days },
            visualMap = new { type = "piecewise", orient = "horizontal", left = "center", bottom = 0, textStyle = new { color = "#a9bccd" }, pieces = Pieces },
            series = new object[]
            {
                new { type = "heatmap", itemStyle = new { borderColor = "#101e2d", borderWidth = 2 }, data = told.Select(hour => new object[] { hour.From.Hour, days.IndexOf(Day(hour)), hour.Percent! }) },
            },
        }, ($"近 7 天 {told.Count} 个小时，平均完整率 {Average(told)} %", $"{told.Count} hours of 7 days, {Average(told)} % complete on average"));
    }

    private static readonly object[] Pieces =
    [
        new { gte = 98, label = "≥ 98 %", color = "#2f8f62" },
        new { gte = 90, lt = 98, label = "90–98 %", color = "#b98a2c" },
        new { gt = 0, lt = 90, label = "< 90 %", color = "#c4564e" },
        new { value = 0, label = "0", color = "#3a4a5c" },
    ];

    private static string Day(CompletenessView hour) => hour.From.ToString("MM-dd", CultureInfo.InvariantCulture);

    private static string Average(List<CompletenessView> hours) => hours.Count == 0 ? "—" : hours.Average(hour => hour.Percent!.Value).ToString("0.#", CultureInfo.InvariantCulture);
}
