using SmartCity.Alarms.Notification;
using SmartCity.Alarms.Raising;
using SmartCity.Contracts.Codes;

namespace SmartCity.Alarms.Records;

/// <summary>An alarm as it is answered. <see cref="Longitude"/> and <see cref="Latitude"/> are WGS-84 degrees.</summary>
/// <param name="Ringing">It is open and does not keep quiet.</param>
/// <param name="Escalates">When the next on the duty list is told; null when it does not ring.</param>
/// <param name="Told">Accounts that were told, in their order.</param>
/// <param name="Unanswered">Since when everybody on the list has been told in vain; null before.</param>
internal sealed record AlarmView(
    string Id, string Type, string TypeName, string TypeNameEnglish, string Subject, string Division, string DivisionName, string Origin, string Severity,
    string Title, string TitleEnglish, string? Detail, IReadOnlyList<string> Parts, double? Longitude, double? Latitude, DateTimeOffset OccurredAt, DateTimeOffset RaisedAt, long Times, DateTimeOffset LastAt,
    string State, bool Ringing, string? Quiet, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? ClosedBy, DateTimeOffset? ClosedAt, string? EndedBy,
    int Step, IReadOnlyList<string> Told, DateTimeOffset? Escalates, DateTimeOffset? Unanswered, DateTimeOffset UpdatedAt, int Version)
{
    public static AlarmView Of(Alarm it)
    {
        var type = KnownTypes.Find(it.Type) ?? KnownTypes.Unknown(it.Type);
        return new(it.Id, it.Type, type.Name, type.EnglishName, it.Subject, it.Division, Divisions.Find(it.Division)?.Name ?? it.Division, it.Origin, Alarm.Name(it.Severity),
            it.Title, it.TitleEnglish, it.Detail, it.AllParts, it.Longitude, it.Latitude, it.OccurredAt, it.RaisedAt, it.Times, it.LastAt,
            it.State.ToString().ToLowerInvariant(), it.Rings, it.QuietBecause, it.AcknowledgedBy, it.AcknowledgedAt, it.ClosedBy, it.ClosedAt, it.EndedBy,
            it.Step, it.AllTold, it.Rings ? it.Due : null, it.Rings ? it.UnansweredAt : null, it.UpdatedAt, it.Version);
    }
}

/// <summary>A line of the history.</summary>
internal sealed record AlarmLineView(int Number, string What, string By, string? Note, DateTimeOffset At)
{
    public static AlarmLineView Of(AlarmLine line) => new(line.Number, line.What, line.By, line.Note, line.At);
}

/// <summary>An alarm with its history and what was sent.</summary>
internal sealed record AlarmDetail(AlarmView Alarm, IReadOnlyList<AlarmLineView> History, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>Body of an action.</summary>
/// <param name="Note">Why, or what is being done; at most 1,000 characters.</param>
internal sealed record NoteRequest(string? Note = null);

/// <summary>Body of acknowledging several.</summary>
internal sealed record AcknowledgeRequest(IReadOnlyList<string> Ids, string? Note = null);

/// <summary>What came of one of several: <c>acknowledged</c>, or the name of the refusal.</summary>
internal sealed record OutcomeView(string Id, string Outcome, string? Detail);

/// <summary>How many alarms wait for somebody.</summary>
/// <param name="RingingEmergencies">Emergencies that ring.</param>
/// <param name="RingingAlarms">Alarms that ring.</param>
/// <param name="Acknowledged">Acknowledged and not over.</param>
/// <param name="OverUnseen">Over, and nobody acknowledged that they saw it.</param>
/// <param name="Quiet">Listed without ringing, not over.</param>
internal sealed record SummaryView(int RingingEmergencies, int RingingAlarms, int Acknowledged, int OverUnseen, int Quiet)
{
    public static SummaryView Of(IReadOnlyDictionary<int, int> ranks)
    {
        int Rank(int rank) => ranks.GetValueOrDefault(rank);
        return new(Rank(0), Rank(1), Rank(2) + Rank(3), Rank(4), Rank(5));
    }
}
