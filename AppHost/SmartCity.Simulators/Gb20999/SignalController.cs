using System.Collections.Immutable;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>
/// The controller without its line: answers questions, obeys sets, and says on each tick what it reports by itself. All
/// times come from the caller; one seed gives one course of events.
/// </summary>
public sealed class SignalController
{
    private const int ValuesPerFrame = 200;
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private readonly Lock _lock = new();
    private readonly SignalControllerOptions _options;
    private readonly Random _random;
    private readonly SignalObjects _objects;
    private readonly SignalReports _reports;
    private byte _sequence;

    public SignalController(SignalControllerOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        var run = new SignalRunState(options);
        _objects = new SignalObjects(options, run, new DetectorTraffic(options.Detectors, options.FlowPerHour, _random));
        _reports = new SignalReports(options, run, _objects, _random);
    }

    /// <summary>Puts a fault into its table and reports it at the next tick.</summary>
    public void Raise(FaultType type, FaultAction action)
    {
        lock (_lock)
        {
            _reports.Pending.Enqueue((type, action));
        }
    }

    /// <summary>Puts an alarm into its table and reports it at the next tick.</summary>
    public void Raise(AlarmType type, AlarmValue value)
    {
        lock (_lock)
        {
            _reports.PendingAlarms.Enqueue((type, value));
        }
    }

    /// <summary>
    /// The answers to a question: one frame (or several) with what went well, and one with what did not. Nothing for an
    /// answer, a report, or a broadcast.
    /// </summary>
    public IReadOnlyList<SignalMessage> Answer(SignalMessage question, DateTimeOffset now)
    {
        lock (_lock)
        {
            return question.Header.Type switch
            {
                FrameType.HeartbeatQuery => [new SignalMessage(HeartbeatAnswer(question.Header), [])],
                FrameType.Query => Answer(question, _objects.Read, Local(now)),
                FrameType.Set => Answer(question, _objects.Write, Local(now)),
                _ => [],
            };
        }
    }

    /// <summary>What the controller sends by itself at this moment.</summary>
    public IReadOnlyList<SignalMessage> Tick(DateTimeOffset now)
    {
        lock (_lock)
        {
            return
            [
                .. _reports.Due(Local(now)).Select(values => Own(FrameType.Report, values)),
                .. _reports.HeartbeatIsDue(now) ? [Own(FrameType.HeartbeatQuery, [])] : ImmutableArray<SignalMessage>.Empty,
            ];
        }
    }

    private delegate IEnumerable<SignalObjects.Outcome> Access(DataValue asked, DateTime local);

    private static List<SignalMessage> Answer(SignalMessage question, Access access, DateTime local)
    {
        var outcomes = question.Values.SelectMany(value => access(value, local)).ToLookup(outcome => outcome.Error is null);
        var answers = outcomes[true].Chunk(ValuesPerFrame).Select(some => Message(question.Header.Answer(), some)).ToList();
        if (outcomes[false].Any())
        {
            answers.Add(Message(question.Header.Answer(failed: true), outcomes[false].Take(ValuesPerFrame)));
        }

        return answers;
    }

    private static SignalMessage Message(FrameHeader header, IEnumerable<SignalObjects.Outcome> outcomes) => SignalMessage.Of(header,
        [.. outcomes.Select(outcome => (outcome.Address, (ReadOnlyMemory<byte>)(outcome.Error is { } error ? [(byte)error] : outcome.Value)))]);

    private FrameHeader HeartbeatAnswer(FrameHeader question) => _options.Misbehaviour.DeviantHeartbeat
        ? question with { Type = FrameType.HeartbeatAnswerDeviant }
        : question.Answer();

    private SignalMessage Own(FrameType type, IReadOnlyList<(DataAddress, ReadOnlyMemory<byte>)> values) => SignalMessage.Of(
        new FrameHeader(_options.Version, _options.CentreId, _options.ControllerId, 0, ++_sequence, type), [.. values]);

    private DateTime Local(DateTimeOffset now) => now.ToOffset(Beijing).DateTime + _options.Misbehaviour.ClockOff;
}
