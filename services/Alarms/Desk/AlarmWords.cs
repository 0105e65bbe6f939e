using SmartCity.Alarms.Records;
using SmartCity.Desks;
using SmartCity.Desks.Shown;

namespace SmartCity.Alarms.Desk;

/// <summary>The words of the desk.</summary>
internal static class AlarmWords
{
    public static Words Severity(string severity) => severity == "emergency" ? ("紧急", "Emergency") : ("报警", "Alarm");

    public static Words State(AlarmView alarm) => alarm switch
    {
        { Ringing: true, Unanswered: not null } => ("无人应答", "Unanswered"),
        { Ringing: true } => ("待确认", "Ringing"),
        { State: "acknowledged" } => ("已确认", "Acknowledged"),
        { State: "closed", Quiet: null, AcknowledgedAt: null } => ("已结束，无人确认", "Over, seen by nobody"),
        { State: "closed" } => ("已关闭", "Closed"),
        _ => ("仅列出", "Listed"),
    };

    public static Tone Tone(AlarmView alarm) => alarm switch
    {
        { Ringing: true } => Desks.Tone.Alarm,
        { State: "acknowledged" } => Desks.Tone.Warning,
        { State: "closed", Quiet: null, AcknowledgedAt: null } => Desks.Tone.Notice,
        { State: "closed" } => Desks.Tone.Good,
        _ => Desks.Tone.Neutral,
    };

    public static string Title(AlarmView alarm, Language language) => language == Language.English ? alarm.TitleEnglish : alarm.Title;

    /// <summary>A line of the history, given what accounts are called.</summary>
    public static HistoryItem Line(AlarmLineView line, Language language, Func<string, string> nameOf)
    {
        var name = nameOf(line.By);
        var (words, who, tone) = line.What switch
        {
            AlarmWhat.Raised => (line.By == AlarmWhat.System ? new Words("报警产生，无人在岗或不响铃", "Raised; nobody on duty, or it does not ring") : new($"报警产生，通知 {name}", $"Raised; {name} was told"), null, Desks.Tone.Alarm),
            AlarmWhat.Repeated => (new("再次发生", "Happened again"), null, Desks.Tone.Notice),
            AlarmWhat.Escalated => (new($"超时未确认，升级至 {name}", $"Not acknowledged in time; {name} was told"), null, Desks.Tone.Warning),
            AlarmWhat.Unanswered => (new("值班表已通知完毕，无人确认，持续响铃", "Everybody on the list was told; it goes on ringing"), null, Desks.Tone.Alarm),
            AlarmWhat.Acknowledged => (new("已确认", "Acknowledged"), name, Desks.Tone.Good),
            AlarmWhat.Noted => (new("备注", "Note"), name, Desks.Tone.Neutral),
            AlarmWhat.Closed => (line.By == AlarmWhat.System ? new("自行结束", "Ended by itself") : new("关闭", "Closed"), line.By == AlarmWhat.System ? null : name, Desks.Tone.Good),
            _ => (new Words(line.What, line.What), name, Desks.Tone.Neutral),
        };
        return new(line.At, words.In(language), line.Note, who, tone);
    }
}
