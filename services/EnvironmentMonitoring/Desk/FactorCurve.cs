using System.Globalization;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>Readings of one factor as a curve. What is missing stays a hole, what is invalid is no part of the line. Pure.</summary>
internal static class FactorCurve
{
    public static Chart Of(string factor, string kind, IReadOnlyList<ReadingEndpoints.ReadingView> readings, LimitEndpoints.LimitView? limit)
    {
        var points = readings.Select(reading => (At: Show.OnAxis(reading.At), Value: reading.Values.FirstOrDefault(value => value.Factor == factor)))
            .Where(point => point.Value is not null).Select(point => (point.At, Value: point.Value!)).ToList();
        var unit = points.Count == 0 ? "" : points[^1].Value.Unit;
        var upper = limit is null ? null : Units.Convert(limit.Limit, limit.Unit, unit);
        var hole = Hole(points.Select(point => point.At).ToList());
        return new(new
        {
            tooltip = new { trigger = "axis" },
            grid = new { left = 64, right = 24, top = 32, bottom = 64 },
            xAxis = new { type = "time" },
            yAxis = new { type = "value", name = unit, scale = true },
            dataZoom = new object[] { new { type = "inside" }, new { type = "slider", height = 18, bottom = 8 } },
            series = new object[]
            {
                new { name = "最小", type = "line", stack = "band", showSymbol = false, silent = true, lineStyle = new { opacity = 0 }, tooltip = new { show = false }, data = Line(points, hole, value => value.Valid ? value.Min : null) },
                new
                {
                    name = "最小至最大", type = "line", stack = "band", showSymbol = false, silent = true, lineStyle = new { opacity = 0 }, areaStyle = new { opacity = 0.18 }, tooltip = new { show = false },
                    data = Line(points, hole, value => value.Valid ? value.Max - value.Min : null),
                },
                new
                {
                    name = Factors.Name(factor), type = "line", showSymbol = points.Count < 80, symbolSize = 4, connectNulls = false, data = Line(points, hole, value => value.Valid ? value.Value : null),
                    markLine = upper is null ? null : new { symbol = "none", lineStyle = new { color = "#ff7b72" }, label = new { formatter = "限值 " + Text(upper), color = "#ff7b72", position = "insideEndTop" }, data = new[] { new { yAxis = upper } } },
                },
                new { name = "无效", type = "scatter", symbol = "path://M0,0L10,10M10,0L0,10", symbolSize = 8, itemStyle = new { color = "#9aa9b8", borderColor = "#9aa9b8", borderWidth = 2 }, data = Marked(points, value => !value.Valid) },
                new { name = "超限", type = "scatter", symbolSize = 8, itemStyle = new { color = "#ff7b72" }, data = Marked(points, value => value.OverLimit == true) },
            },
        }, Says(factor, unit, [.. points.Select(point => point.Value)], upper, kind));
    }

    // Twice the usual distance without a value is a hole, and drawn as one.
    private static long Hole(List<long> times)
    {
        var distances = times.Zip(times.Skip(1), (one, next) => next - one).Order().ToList();
        return distances.Count == 0 ? long.MaxValue : Math.Max(distances[distances.Count / 2] * 2, 1000);
    }

    private static List<object?[]> Line(List<(long At, FactorReading Value)> points, long hole, Func<FactorReading, decimal?> of)
    {
        var line = new List<object?[]>(points.Count);
        long? before = null;
        foreach (var (at, value) in points)
        {
            if (at - before > hole)
                line.Add([before + 1, null]);
            line.Add([at, of(value)]);
            before = at;
        }
        return line;
    }

    private static List<object?[]> Marked(List<(long At, FactorReading Value)> points, Func<FactorReading, bool> which) =>
        [.. points.Where(point => point.Value.Value is not null && which(point.Value)).Select(point => new object?[] { point.At, point.Value.Value })];

    private static SmartCity.Desks.Words Says(string factor, string unit, List<FactorReading> values, decimal? upper, string kind)
    {
        var valid = values.Where(value => value is { Valid: true, Value: not null }).Select(value => value.Value!.Value).ToList();
        var over = values.Count(value => value.OverLimit == true);
        return valid.Count == 0
            ? ($"{Factors.Name(factor)}：这段时间没有有效数据", $"{factor}: nothing valid in this range")
            : ($"{Factors.Name(factor)}（{DeskWords.Kind(kind).Chinese}数据）：{values.Count} 个值，最新 {Text(valid[^1])}，最小 {Text(valid.Min())}，最大 {Text(valid.Max())} {unit}{(upper is null ? "" : $"，限值 {Text(upper)}，超限 {over} 个")}",
               $"{factor} ({kind}): {values.Count} values, newest {Text(valid[^1])}, least {Text(valid.Min())}, greatest {Text(valid.Max())} {unit}{(upper is null ? "" : $", limit {Text(upper)}, {over} over it")}");
    }

    private static string Text(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "—";
}
