using System.Collections.Frozen;

namespace SmartCity.Contracts.Codes;

/// <summary>
/// The divisions of Hengyang (GB/T 2260, 430400) and its two parks with sub-centres. The parks carry the codes the bureau
/// of statistics registered for them, so that they never meet a code GB/T 2260 gives out.
/// </summary>
public static class Divisions
{
    /// <summary>Code of the city, 衡阳市.</summary>
    public const string Hengyang = "430400";

    /// <summary>The city, then districts, counties and county-level cities by code, then the parks.</summary>
    public static IReadOnlyList<Division> All { get; } =
    [
        new(Hengyang, "衡阳市", "Hengyang City", DivisionKind.PrefectureCity, null, new(112.572222, 26.893056)),
        Part("430405", "珠晖区", "Zhuhui District", DivisionKind.District, 112.614977, 26.898358),
        Part("430406", "雁峰区", "Yanfeng District", DivisionKind.District, 112.610176, 26.844209),
        Part("430407", "石鼓区", "Shigu District", DivisionKind.District, 112.592766, 26.947342),
        Part("430408", "蒸湘区", "Zhengxiang District", DivisionKind.District, 112.561856, 26.915421),
        Part("430412", "南岳区", "Nanyue District", DivisionKind.District, 112.733126, 27.235772),
        Part("430421", "衡阳县", "Hengyang County", DivisionKind.County, 112.364946, 26.972818),
        Part("430422", "衡南县", "Hengnan County", DivisionKind.County, 112.672549, 26.741777),
        Part("430423", "衡山县", "Hengshan County", DivisionKind.County, 112.862920, 27.233768),
        Part("430424", "衡东县", "Hengdong County", DivisionKind.County, 112.947786, 27.084671),
        Part("430426", "祁东县", "Qidong County", DivisionKind.County, 112.084703, 26.803152),
        Part("430481", "耒阳市", "Leiyang City", DivisionKind.CountyLevelCity, 112.854459, 26.425814),
        Part("430482", "常宁市", "Changning City", DivisionKind.CountyLevelCity, 112.394293, 26.425172),
        Part("430473", "松木经济开发区", "Songmu Economic Development Zone", DivisionKind.Park, 112.60, 26.97),
        Part("430476", "衡阳高新技术产业园区", "Hengyang High-tech Zone", DivisionKind.Park, 112.56, 26.87),
    ];

    private static readonly FrozenDictionary<string, Division> ByCode = All.ToFrozenDictionary(division => division.Code);

    /// <summary>The division of this six-digit code, or null when the city has none of that code.</summary>
    public static Division? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>
    /// Whether <paramref name="code"/> names <paramref name="ancestor"/> or something in it, by the structure of the codes:
    /// two digits province, two city, two county, then three each for street and community (GB/T 2260, GB/T 10114).
    /// A park lies within the city and not within a district. Anything that is not 6, 9 or 12 digits is within nothing.
    /// </summary>
    public static bool IsWithin(string? code, string? ancestor)
    {
        if (!IsWellFormed(code) || !IsWellFormed(ancestor))
            return false;
        return code!.AsSpan().StartsWith(Significant(ancestor!));
    }

    private static bool IsWellFormed(string? code) =>
        code is { Length: 6 or 9 or 12 } && !code.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static ReadOnlySpan<char> Significant(string code)
    {
        var significant = code.AsSpan();
        while (significant.Length > 6 && significant.EndsWith("000"))
            significant = significant[..^3];
        while (significant.Length is > 2 and <= 6 && significant.EndsWith("00"))
            significant = significant[..^2];
        return significant;
    }

    private static Division Part(string code, string name, string english, DivisionKind kind, double longitude, double latitude) =>
        new(code, name, english, kind, Hengyang, new(longitude, latitude));
}
