using System.Collections.Frozen;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>What a limit is of: a component (部件) or an occurrence (事件).</summary>
public enum LimitKind : byte
{
    Component,
    Occurrence,
}

/// <summary>Which step the time is for.</summary>
public enum LimitStage : byte
{
    /// <summary>Making the place safe: fencing off a missing manhole cover, stopping a building site.</summary>
    MakeSafe,

    /// <summary>处置: dealing with it for good.</summary>
    Settle,
}

/// <summary>One row: the time allowed for a stage of a class, a sub-class and a level.</summary>
/// <param name="Class">Two digits, or * for every class.</param>
/// <param name="SubClass">Three digits, or * for every sub-class; the two digits of older tables get a 0 in front.</param>
/// <param name="Level">A, B or C, the level of management of the place; or * for every level.</param>
public sealed record Limit(
    LimitKind Kind, string Class, string SubClass, string Level, LimitStage Stage, WorkingDuration Duration, string Note);

/// <summary>
/// The time limits of a city (立案、处置与结案 standard as the city fixed it), by class, sub-class and level. The nearest row
/// holds: exact before any, the sub-class weighing more than the level. Read by <see cref="LimitFile"/>.
/// </summary>
public sealed class LimitTable
{
    internal const string Any = "*";
    private readonly FrozenDictionary<(LimitKind, string, string, string, LimitStage), Limit> rows;

    internal LimitTable(IReadOnlyList<Limit> limits)
    {
        Limits = limits;
        rows = limits.ToFrozenDictionary(KeyOf);
    }

    public IReadOnlyList<Limit> Limits { get; }

    /// <summary>The limit that holds, or null where the table has none: making safe is asked for of few things.</summary>
    public Limit? Find(LimitKind kind, string @class, string subClass, string level, LimitStage stage = LimitStage.Settle)
    {
        foreach (var (c, s) in new[] { (@class, ThreeDigits(subClass)), (@class, Any), (Any, Any) })
        {
            if (rows.TryGetValue((kind, c, s, level, stage), out var limit) || rows.TryGetValue((kind, c, s, Any, stage), out limit))
                return limit;
        }

        return null;
    }

    /// <summary>Sub-classes had two digits before GB/T 30428.2 and have three since: 02 and 002 are one.</summary>
    internal static string ThreeDigits(string subClass) => subClass.Length == 2 ? "0" + subClass : subClass;

    internal static (LimitKind, string, string, string, LimitStage) KeyOf(Limit limit) =>
        (limit.Kind, limit.Class, limit.SubClass, limit.Level, limit.Stage);
}
