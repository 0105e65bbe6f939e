using System.Globalization;

namespace SmartCity.AppHost.Sample;

/// <summary>Invented names, every one marked as such.</summary>
internal static class SampleNames
{
    private const int CommunitiesOfAStreet = 5;
    private static readonly string[] Places = ["青松", "翠竹", "红梅", "银杏", "金桂", "清泉", "白鹭", "朝霞", "晴川", "雁栖", "枫林", "荷塘", "石桥", "古樟", "茶山", "临江", "望岳", "丰年", "和风", "春晓"];
    private static readonly string[] Kinds = ["里", "苑", "坊", "岭", "湾", "园", "庄", "洲"];
    private static readonly string[] Surnames = ["李", "王", "张", "刘", "陈", "杨", "周", "黄", "罗", "谢", "唐", "曾", "邓", "蒋", "贺"];
    private static readonly string[] Given = ["明远", "春梅", "建业", "晓兰", "志诚", "雨晴", "国安", "思齐", "秀英", "家和", "立新", "海燕", "文博", "小满"];

    public static string Community(Random random) => Pick(Places, random) + Pick(Kinds, random) + "社区" + SampleCity.Mark;

    public static string Person(Random random) => Pick(Surnames, random) + Pick(Given, random) + SampleCity.Mark;

    /// <summary>Six digits of the division, three of the street, three of the community.</summary>
    public static string CommunityCode(string division, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{division}{index / CommunitiesOfAStreet + 1:D3}{index % CommunitiesOfAStreet + 1:D3}");

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
