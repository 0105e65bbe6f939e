using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.Federation.Links;
using SmartCity.Federation.Wall;

namespace SmartCity.Federation.Desk;

/// <summary>Curves of a link over time, one line a lane.</summary>
internal static class LinkCharts
{
    public static Chart Of(IReadOnlyList<LinkSample> samples, string direction, Func<LaneSample, double?> value, string unit, Language language)
    {
        var series = Lanes.All.Select(lane => new
        {
            name = LinkTone.Name(lane).In(language),
            type = "line",
            showSymbol = false,
            connectNulls = false,
            areaStyle = new { opacity = .12 },
            lineStyle = new { width = 2 },
            data = samples.Select(sample => (object?[])[sample.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), Value(sample, lane, direction, value)]).ToArray(),
        }).ToArray();
        var most = samples.SelectMany(sample => sample.Lanes).Where(lane => lane.Direction == direction).Max(value) ?? 0;
        var last = samples.Count == 0 ? "" : string.Join(", ", Lanes.All.Select(lane => $"{LinkTone.Name(lane).In(language)} {Show.Number(Value(samples[^1], lane, direction, value))}"));
        return new(new
        {
            tooltip = new { trigger = "axis" },
            legend = new { top = 0, textStyle = new { color = "#a9bccd" } },
            grid = new { left = 56, right = 16, top = 34, bottom = 28 },
            xAxis = new { type = "time", axisLabel = new { hideOverlap = true } },
            yAxis = new { type = "value", minInterval = 1, splitLine = new { lineStyle = new { color = "#24384d" } } },
            series,
        }, ($"最大 {Show.Number(most)} {unit}；现在 {last}", $"at most {Show.Number(most)} {unit}; now {last}"));
    }

    private static double? Value(LinkSample sample, Lane lane, string direction, Func<LaneSample, double?> value) =>
        sample.Lanes.FirstOrDefault(one => one.Lane == lane && one.Direction == direction) is { } found ? value(found) : null;
}
