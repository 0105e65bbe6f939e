using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.AirQuality;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>The hourly index of stations as curves, on the levels of HJ 633. Pure.</summary>
internal static class AirCurves
{
    public static Chart Of(IReadOnlyList<AirQualityEndpoints.AirQualityView> stations) => new(
        new
        {
            tooltip = new { trigger = "axis" },
            legend = new { type = "scroll", textStyle = new { color = "#a9bccd" } },
            grid = new { left = 48, right = 16, top = 40, bottom = 28 },
            xAxis = new { type = "time" },
            yAxis = new { type = "value", min = 0, name = "AQI" },
            visualMap = new { show = false, dimension = 1, pieces = AqiLevel.All.Select((level, index) => new { gte = level.From, lt = index + 1 < AqiLevel.All.Count ? AqiLevel.All[index + 1].From : 10_000, color = level.Rgb }) },
            series = stations.Select(station => new
            {
                name = station.StationName,
                type = "line",
                showSymbol = true,
                symbolSize = 5,
                connectNulls = false,
                data = station.Items.Reverse().Select(hour => new object?[] { Show.OnAxis(hour.Hour), hour.Aqi }),
            }),
        },
        (string.Join("；", stations.Select(station => $"{station.StationName} 最新 AQI {station.Items.FirstOrDefault()?.Aqi?.ToString() ?? "—"}")),
         string.Join("; ", stations.Select(station => $"{station.StationName}: newest AQI {station.Items.FirstOrDefault()?.Aqi?.ToString() ?? "none"}"))));
}
