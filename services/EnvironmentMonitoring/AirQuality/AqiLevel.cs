namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>Level and class of an index (HJ 633, table 2 and annex A).</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Grade">The level in Chinese, 一级 to 六级.</param>
/// <param name="Class">The class in Chinese, 优 to 严重污染.</param>
/// <param name="EnglishClass">The class in English.</param>
/// <param name="Colour">Name of its colour in Chinese.</param>
/// <param name="Rgb">The colour, #RRGGBB (annex A).</param>
/// <param name="From">Lowest index of the level.</param>
public sealed record AqiLevel(
    int Level, string Grade, string Class, string EnglishClass, string Colour, string Rgb, int From)
{
    public static IReadOnlyList<AqiLevel> All { get; } =
    [
        new(1, "一级", "优", "Excellent", "绿", "#00E400", 0),
        new(2, "二级", "良", "Good", "黄", "#FFFF00", 51),
        new(3, "三级", "轻度污染", "Lightly polluted", "橙", "#FF7E00", 101),
        new(4, "四级", "中度污染", "Moderately polluted", "红", "#FF0000", 151),
        new(5, "五级", "重度污染", "Heavily polluted", "紫", "#99004C", 201),
        new(6, "六级", "严重污染", "Severely polluted", "褐红", "#7E0023", 301),
    ];

    /// <summary>The level of an index, 0 to 500 (more is level 6).</summary>
    public static AqiLevel Of(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return All.Last(level => index >= level.From);
    }
}
