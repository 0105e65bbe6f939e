using SmartCity.Desks;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Wall;

/// <summary>A link in one word: that of its worst lane.</summary>
internal static class LinkTone
{
    public static Tone Of(LinkView link) => Worst(link) switch
    {
        LinkState.Flowing => Tone.Good,
        LinkState.Throttled => Tone.Warning,
        _ => Tone.Alarm,
    };

    public static string Word(LinkView link) => Worst(link) switch
    {
        LinkState.Flowing => "畅通",
        LinkState.Throttled => "限速",
        LinkState.Refused => "被拒绝",
        LinkState.BlockedByDisk => "对方磁盘满",
        LinkState.Diverged => "日志分叉",
        LinkState.Superseded => "已被取代",
        _ => "中断",
    };

    private static LinkState Worst(LinkView link) =>
        link.Lanes.All(lane => lane.State == LinkState.Flowing) ? LinkState.Flowing : link.Lanes.Select(lane => lane.State).Where(state => state != LinkState.Flowing).OrderBy(state => state == LinkState.Throttled).First();
}
