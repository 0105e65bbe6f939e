using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Wall;

/// <summary>A link in one word: that of its worst lane.</summary>
internal static class LinkTone
{
    public static Tone Of(LinkView link) => Of(Worst(link));

    public static Tone Of(LinkState state) => state switch
    {
        LinkState.Flowing => Tone.Good,
        LinkState.Throttled or LinkState.Recovering => Tone.Warning,
        _ => Tone.Alarm,
    };

    public static string Word(LinkView link) => Of(link, Language.Chinese);

    public static string Of(LinkView link, Language language) => Name(Worst(link)).In(language);

    public static Words Name(LinkState state) => state switch
    {
        LinkState.Flowing => ("畅通", "flowing"),
        LinkState.Throttled => ("限速", "throttled"),
        LinkState.Refused => ("被拒绝", "refused"),
        LinkState.BlockedByDisk => ("对方磁盘满", "blocked by disk"),
        LinkState.Diverged => ("日志分叉", "diverged"),
        LinkState.Superseded => ("已被取代", "superseded"),
        LinkState.Recovering => ("正在取回", "taking back"),
        LinkState.Stalled => ("停滞", "stalled"),
        _ => ("中断", "dark"),
    };

    public static Words Name(Lane lane) => lane switch
    {
        Lane.Emergency => ("紧急", "Emergency"),
        Lane.Alarm => ("报警", "Alarm"),
        Lane.Normal => ("一般", "Normal"),
        _ => ("批量", "Bulk"),
    };

    public static Words Direction(string direction) => direction == LinkStates.Up ? ("上行", "up") : ("下行", "down");

    public static LinkState Worst(LinkView link) =>
        link.Lanes.All(lane => lane.State == LinkState.Flowing) ? LinkState.Flowing : link.Lanes.Select(lane => lane.State).Where(state => state != LinkState.Flowing).OrderBy(state => Of(state) == Tone.Warning).First();
}
