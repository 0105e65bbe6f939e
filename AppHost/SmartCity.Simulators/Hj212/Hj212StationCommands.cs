using System.Globalization;
using System.Text;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>What a station answers to its host (HJ 212-2017 6.6): acknowledgement, what was asked for, result.</summary>
internal sealed class Hj212StationCommands(Hj212StationOptions options, Hj212StationState state, Hj212Memory memory)
{
    /// <summary>No host gets more periods than these for one request.</summary>
    private const int MaxPeriods = 5000;

    private static readonly int[] MinuteIntervals = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];

    public IEnumerable<Hj212Packet> Answer(Hj212Packet request)
    {
        Hj212Peer peer = state.Peer;
        if (Refusal(request) is { } refusal)
        {
            return [peer.AcknowledgeRequest(request.Qn, refusal)];
        }

        return request.Cn switch
        {
            Hj212Cn.StopRealtime => Stop(request),
            _ => Execute(peer, request),
        };
    }

    private Hj212RequestReturn? Refusal(Hj212Packet request) =>
        request.Mn != options.Mn ? Hj212RequestReturn.WrongMn
        : request.Pw != state.Pw ? Hj212RequestReturn.WrongPw
        : IsKnown(request.Cn) ? null : Hj212RequestReturn.WrongCn;

    private static bool IsKnown(int cn) => cn is Hj212Cn.SetTimeouts or Hj212Cn.ReadClock or Hj212Cn.SetClock
        or Hj212Cn.ReadRealtimeInterval or Hj212Cn.SetRealtimeInterval or Hj212Cn.ReadMinuteInterval or Hj212Cn.SetMinuteInterval
        or Hj212Cn.SetPassword or Hj212Cn.Realtime or Hj212Cn.StopRealtime or Hj212Cn.Minute or Hj212Cn.Hour or Hj212Cn.Day
        or Hj212Cn.InstrumentSerial;

    private List<Hj212Packet> Stop(Hj212Packet request)
    {
        state.RealtimeOn = false;
        return [state.Peer.AcknowledgeNotification(request.Qn)];
    }

    /// <summary>Answers carry the password of the request: a change (1072) counts from the next exchange.</summary>
    private IEnumerable<Hj212Packet> Execute(Hj212Peer peer, Hj212Packet request)
    {
        yield return peer.AcknowledgeRequest(request.Qn, Hj212RequestReturn.Ready);
        int replies = 0;
        foreach (Hj212Packet reply in Replies(peer, request))
        {
            replies++;
            yield return reply;
        }

        yield return peer.ReportExecution(request.Qn, Set(request, replies));
    }

    private IEnumerable<Hj212Packet> Replies(Hj212Peer peer, Hj212Packet request) => request.Cn switch
    {
        Hj212Cn.ReadClock => [Reply(peer, request, Join(request.Value("PolId"), $"SystemTime={Hj212Time.Format(state.Now)}"))],
        Hj212Cn.ReadRealtimeInterval => [Reply(peer, request, $"RtdInterval={state.RealtimeSeconds}")],
        Hj212Cn.ReadMinuteInterval => [Reply(peer, request, $"MinInterval={state.MinuteInterval}")],
        Hj212Cn.InstrumentSerial when request.Value("PolId") is { } code =>
            [Reply(peer, request, $"PolId={code};{code}-SN={options.Seed:X8}{Math.Abs(StableHash(code)):X16}")],
        Hj212Cn.Realtime => Hj212Splitter.Split(peer.Compose(Hj212Cn.Realtime, state.NextQn(64), memory.Realtime(state.Now), wantsAnswer: false)),
        Hj212Cn.Minute => Periods(peer, request, state.MinutePeriod),
        Hj212Cn.Hour => Periods(peer, request, TimeSpan.FromHours(1)),
        Hj212Cn.Day => Periods(peer, request, TimeSpan.FromDays(1)),
        _ => [],
    };

    private Hj212ExecutionReturn Set(Hj212Packet request, int replies) => request.Cn switch
    {
        Hj212Cn.SetTimeouts => SetTimeouts(request),
        Hj212Cn.SetClock => Time(request, "SystemTime") is { } now ? Try(true, () => state.SetClock(now)) : Hj212ExecutionReturn.WrongCondition,
        Hj212Cn.SetRealtimeInterval => Try(Number(request, "RtdInterval") is >= 30 and <= 3600, () => state.RealtimeSeconds = Number(request, "RtdInterval")),
        Hj212Cn.SetMinuteInterval => Try(MinuteIntervals.Contains(Number(request, "MinInterval")), () => state.MinuteInterval = Number(request, "MinInterval")),
        Hj212Cn.SetPassword => Try(request.Value("NewPW") is { Length: 6 }, () => state.Pw = request.Value("NewPW")!),
        Hj212Cn.Realtime => Try(true, () => state.RealtimeOn = true),
        Hj212Cn.Minute or Hj212Cn.Hour or Hj212Cn.Day or Hj212Cn.InstrumentSerial when replies == 0 => Hj212ExecutionReturn.NoData,
        _ => Hj212ExecutionReturn.Succeeded,
    };

    private Hj212ExecutionReturn SetTimeouts(Hj212Packet request)
    {
        (int overTime, int reCount) = (Number(request, "OverTime"), Number(request, "ReCount"));
        return Try(overTime is > 0 and < 100 && reCount is >= 0 and < 100, () =>
        {
            state.OverTimeSeconds = overTime;
            state.ReCount = reCount;
        });
    }

    private IEnumerable<Hj212Packet> Periods(Hj212Peer peer, Hj212Packet request, TimeSpan period)
    {
        if (Time(request, "BeginTime") is not { } begin || Time(request, "EndTime") is not { } end)
        {
            return [];
        }

        DateTimeOffset now = state.Now, oldest = now - options.History;
        return Hj212Schedule.Begins(begin < oldest ? oldest : begin, end, period, now).Take(MaxPeriods)
            .SelectMany(at => Hj212Splitter.Split(peer.Compose(request.Cn, state.NextQn(64), memory.Period(at, period), wantsAnswer: false)));
    }

    private static Hj212Packet Reply(Hj212Peer peer, Hj212Packet request, string cp) =>
        peer.Compose(request.Cn, request.Qn ?? "", cp, wantsAnswer: false);

    private static Hj212ExecutionReturn Try(bool valid, Action set)
    {
        if (valid)
        {
            set();
        }

        return valid ? Hj212ExecutionReturn.Succeeded : Hj212ExecutionReturn.WrongCondition;
    }

    private static DateTimeOffset? Time(Hj212Packet request, string name) =>
        request.Value(name) is { } digits ? Hj212Time.Parse(Encoding.UTF8.GetBytes(digits)) : null;

    private static int Number(Hj212Packet request, string name) =>
        int.TryParse(request.Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static string Join(string? polId, string rest) => polId is null ? rest : $"PolId={polId};{rest}";

    private static long StableHash(string code) => code.Aggregate(17L, (hash, c) => unchecked(hash * 31 + c));
}
