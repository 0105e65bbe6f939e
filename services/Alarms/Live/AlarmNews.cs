using SmartCity.Alarms.Records;
using SmartCity.Contracts;
using SmartCity.Contracts.Alarms;
using SmartCity.Kernel.Log;

namespace SmartCity.Alarms.Live;

/// <summary>Something happened to an alarm.</summary>
/// <param name="Position">Place in this node's log: rises, and is where a reader goes on after a break.</param>
/// <param name="What">One of <see cref="AlarmWhat"/>.</param>
/// <param name="Alarm">The alarm as it is now, which may be later than what is told.</param>
internal sealed record AlarmNews(long Position, string What, AlarmView Alarm);

/// <summary>A page of news.</summary>
/// <param name="Through">Everything up to here was looked at.</param>
/// <param name="Gap">What came before is no longer in the log: read the list again.</param>
internal sealed record AlarmNewsPage(IReadOnlyList<AlarmNews> News, long Through, bool Gap);

/// <summary>Reads what happened to alarms out of the log, where this module tells it.</summary>
internal sealed class AlarmNewsReader(EventLog log, AlarmDesk desk)
{
    private const int AtATime = 200;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [EventTypes.Of<AlarmRaised>().Name] = AlarmWhat.Raised, [EventTypes.Of<AlarmRepeated>().Name] = AlarmWhat.Repeated,
        [EventTypes.Of<AlarmEscalated>().Name] = AlarmWhat.Escalated, [EventTypes.Of<AlarmUnanswered>().Name] = AlarmWhat.Unanswered,
        [EventTypes.Of<AlarmAcknowledged>().Name] = AlarmWhat.Acknowledged, [EventTypes.Of<AlarmNoted>().Name] = AlarmWhat.Noted,
        [EventTypes.Of<AlarmClosed>().Name] = AlarmWhat.Closed,
    };

    /// <summary>Where news begin for somebody who has just read the list.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation) => log.HeadAsync(Lane.Alarm, cancellation);

    /// <summary>Ends at the next commit of this process; take it before the read that finds nothing.</summary>
    public Task Next() => log.Next(Lane.Alarm);

    public async Task<AlarmNewsPage> ReadAsync(long after, CancellationToken cancellation)
    {
        var page = await log.ReadAsync(Lane.Alarm, after, AtATime, Words.Keys, LogScope.Own, cancellation);
        var told = page.Events.Select(envelope => (envelope, Id: envelope.Subject[(envelope.Subject.IndexOf('/') + 1)..])).ToList();
        var alarms = told.Count == 0 ? [] : (await desk.FindAsync([.. told.Select(one => one.Id).Distinct()], cancellation)).ToDictionary(alarm => alarm.Id, AlarmView.Of);
        return new([.. told.Where(one => alarms.ContainsKey(one.Id)).Select(one => new AlarmNews(one.envelope.Position, Words[one.envelope.Type], alarms[one.Id]))],
            Math.Max(page.Through, page.Floor), page.Floor > after);
    }
}
