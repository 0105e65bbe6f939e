using System.Globalization;
using SmartCity.CityManagement.Cases;
using SmartCity.Desks;

namespace SmartCity.CityManagement.Desk;

/// <summary>The clock of a case in a few words and a tone: never a colour alone.</summary>
internal static class CaseClock
{
    public static (Tone Tone, Words Words) Say(CaseView it)
    {
        var clock = it.Clock;
        if (it.State == "suspended")
            return (Tone.Notice, ($"停表 · 剩 {Amount(clock.Remaining, clock.Unit).Chinese}", $"Stopped · {Amount(clock.Remaining, clock.Unit).English} left"));
        if (clock.Running)
            return clock.Overdue
                ? (Tone.Alarm, ($"超期 {Amount(clock.Exceeded ?? 0, clock.Unit).Chinese}", $"{Amount(clock.Exceeded ?? 0, clock.Unit).English} overdue"))
                : (it.Urgent ? Tone.Warning : Tone.Good, ($"剩 {Amount(clock.Remaining, clock.Unit).Chinese}", $"{Amount(clock.Remaining, clock.Unit).English} left"));
        if (clock.Limit is null || it.State is "refused" or "voided" or "established")
            return (Tone.Neutral, CaseWords.IsOver(it.State) ? ("不计时", "No clock") : ("未开始计时", "Not begun"));
        return clock.Overdue ? (Tone.Warning, ("超期处置", "Handled late")) : (Tone.Good, ("按时处置", "Handled in time"));
    }

    /// <summary><c>3.5 工作时</c>; small amounts of days and hours in minutes nobody has to convert.</summary>
    public static Words Amount(decimal? amount, string? unit)
    {
        if (amount is not { } value)
            return ("—", "—");
        if (unit is "workingHours" or "naturalHours" && value < 1)
        {
            var minutes = value is > 0 and < 1 / 60m ? "<1" : ((int)(value * 60)).ToString(CultureInfo.InvariantCulture);
            return unit == "workingHours" ? ($"{minutes} 工作分钟", $"{minutes} working min") : ($"{minutes} 分钟", $"{minutes} min");
        }
        var number = value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
        var words = CaseWords.Unit(unit);
        return ($"{number} {words.Chinese}", $"{number} {words.English}");
    }

    /// <summary>How much of the limit is used, 0 to 1; null where there is no clock.</summary>
    public static double? Used(CaseDetail detail)
    {
        var clock = detail.Case.Clock;
        if (clock.Limit is null || detail.Case.State is not ("dispatched" or "suspended"))
            return null;
        // Since the last time it was given to somebody: a return begins the clock anew, a rework does not.
        var lastReturn = detail.Stages.Where(stage => stage.State == "established").Select(stage => (DateTimeOffset?)stage.From).LastOrDefault();
        var used = detail.Stages.Where(stage => stage.Counts && (lastReturn is null || stage.From >= lastReturn)).Sum(stage => stage.Amount);
        var whole = used + (clock.Remaining ?? 0) - (clock.Exceeded ?? 0);
        return whole <= 0 ? 1 : Math.Min(1, (double)(used / whole));
    }
}
