namespace SmartCity.Desks.Wall;

/// <summary>Charts that the wall often needs, as ECharts options.</summary>
public static class Charts
{
    /// <summary>Lines over a row of names.</summary>
    public static object Lines(IEnumerable<string> names, params IReadOnlyList<(string Name, IEnumerable<double?> Values)> lines) => new
    {
        grid = Grid(lines.Count > 1),
        tooltip = new { trigger = "axis" },
        legend = lines.Count > 1 ? new { top = 0, right = 0, itemWidth = 14, itemHeight = 8 } : null,
        xAxis = new { type = "category", data = names.ToArray(), boundaryGap = false, axisTick = new { show = false }, axisLine = new { lineStyle = new { color = "#6f8aa5" } } },
        yAxis = Axis,
        series = lines.Select(line => new { line.Name, type = "line", data = line.Values.ToArray(), smooth = true, showSymbol = false, lineStyle = new { width = 2 }, areaStyle = new { opacity = .16 } }).ToArray(),
    };

    /// <summary>Bars, each with a colour of its own.</summary>
    public static object Bars(IEnumerable<(string Name, double? Value, string? Colour)> bars)
    {
        var all = bars.ToList();
        return new
        {
            grid = Grid(false),
            tooltip = new { trigger = "axis" },
            xAxis = new { type = "category", data = all.Select(bar => bar.Name).ToArray(), axisTick = new { show = false }, axisLabel = new { interval = 0, rotate = all.Count > 6 ? 40 : 0, width = all.Count > 6 ? 56 : 200, overflow = "truncate" }, axisLine = new { lineStyle = new { color = "#6f8aa5" } } },
            yAxis = Axis,
            series = new[] { new { type = "bar", barMaxWidth = 26, data = all.Select(bar => new { value = bar.Value, itemStyle = bar.Colour is null ? null : new { color = bar.Colour } }).ToArray() } },
        };
    }

    private static object Axis { get; } = new { type = "value", minInterval = 1, splitNumber = 3, splitLine = new { lineStyle = new { color = "#24384d" } } };

    private static object Grid(bool legend) => new { left = 4, right = 8, top = legend ? 26 : 10, bottom = 2, containLabel = true };
}
