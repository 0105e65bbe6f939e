namespace SmartCity.Contracts;

/// <summary>
/// Urgency class of an event type, fixed for the life of the type. Order holds per subject within a lane; across lanes
/// a handler may see an effect before its cause. The numbers are stored and sent: they never change.
/// </summary>
public enum Lane : byte
{
    /// <summary>Life and limb: never refused, never waits behind anything.</summary>
    Emergency = 0,

    /// <summary>Somebody has to act now: an exceedance, a fault.</summary>
    Alarm = 1,

    /// <summary>The course of work: cases, requests, changes of things.</summary>
    Normal = 2,

    /// <summary>High-rate figures: readings, passings. Has a hard limit of age and bytes, and is refused first when a disk fills.</summary>
    Bulk = 3,
}

/// <summary>Names and number of the lanes.</summary>
public static class Lanes
{
    /// <summary>All lanes, most urgent first.</summary>
    public static IReadOnlyList<Lane> All { get; } = [Lane.Emergency, Lane.Alarm, Lane.Normal, Lane.Bulk];

    /// <summary>Reads a lane's name in any case; null when it is none. Numbers are not names.</summary>
    public static Lane? Find(string? name) =>
        All.Where(lane => string.Equals(lane.ToString(), name, StringComparison.OrdinalIgnoreCase)).Select(lane => (Lane?)lane).FirstOrDefault();
}

/// <summary>Which way an event type may travel between nodes. Default: it stays where it happened.</summary>
[Flags]
public enum Travels : byte
{
    /// <summary>Stays on its node.</summary>
    Never = 0,

    /// <summary>From a county to the city.</summary>
    Up = 1,

    /// <summary>From the city to the county it is addressed to.</summary>
    Down = 2,

    /// <summary>Either way.</summary>
    Both = Up | Down,
}
