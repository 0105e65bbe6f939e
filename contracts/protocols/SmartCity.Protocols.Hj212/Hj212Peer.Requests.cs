namespace SmartCity.Protocols.Hj212;

public sealed partial record Hj212Peer
{
    /// <summary>1000: how long the device waits for an answer (seconds) and how often it repeats.</summary>
    public Hj212Packet SetTimeouts(string qn, int overTimeSeconds, int reCount) =>
        Request(Hj212Cn.SetTimeouts, qn, $"OverTime={overTimeSeconds};ReCount={reCount}");

    /// <summary>1011: what time is it at the device, or at one instrument of it.</summary>
    public Hj212Packet ReadClock(string qn, string? polId = null) => Request(Hj212Cn.ReadClock, qn, PolId(polId));

    /// <summary>1012: set the clock of the device, or of one instrument of it.</summary>
    public Hj212Packet SetClock(string qn, DateTimeOffset time, string? polId = null) =>
        Request(Hj212Cn.SetClock, qn, Join(PolId(polId), $"SystemTime={Hj212Time.Format(time)}"));

    /// <summary>1061: read the interval of real-time data.</summary>
    public Hj212Packet ReadRealtimeInterval(string qn) => Request(Hj212Cn.ReadRealtimeInterval, qn, "");

    /// <summary>1062: set the interval of real-time data, 30..3600 seconds.</summary>
    public Hj212Packet SetRealtimeInterval(string qn, int seconds) =>
        Request(Hj212Cn.SetRealtimeInterval, qn, $"RtdInterval={seconds}");

    /// <summary>1063: read the interval of minute data.</summary>
    public Hj212Packet ReadMinuteInterval(string qn) => Request(Hj212Cn.ReadMinuteInterval, qn, "");

    /// <summary>1064: set the interval of minute data: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes.</summary>
    public Hj212Packet SetMinuteInterval(string qn, int minutes) =>
        Request(Hj212Cn.SetMinuteInterval, qn, $"MinInterval={minutes}");

    /// <summary>1072: set the access password, six characters.</summary>
    public Hj212Packet SetPassword(string qn, string newPw) => Request(Hj212Cn.SetPassword, qn, $"NewPW={newPw}");

    /// <summary>2011: start sending real-time data.</summary>
    public Hj212Packet ReadRealtime(string qn) => Request(Hj212Cn.Realtime, qn, "");

    /// <summary>2012: stop sending real-time data (a notification, answered by 9013).</summary>
    public Hj212Packet StopRealtime(string qn) => Request(Hj212Cn.StopRealtime, qn, "");

    /// <summary>2051: send the minute data of periods that begin from <paramref name="begin"/> to <paramref name="end"/>, both included.</summary>
    public Hj212Packet ReadMinutes(string qn, DateTimeOffset begin, DateTimeOffset end) => History(Hj212Cn.Minute, qn, begin, end);

    /// <summary>2061: send the hour data of periods that begin from <paramref name="begin"/> to <paramref name="end"/>, both included.</summary>
    public Hj212Packet ReadHours(string qn, DateTimeOffset begin, DateTimeOffset end) => History(Hj212Cn.Hour, qn, begin, end);

    /// <summary>2031: send the day data of days that begin from <paramref name="begin"/> to <paramref name="end"/>, both included.</summary>
    public Hj212Packet ReadDays(string qn, DateTimeOffset begin, DateTimeOffset end) => History(Hj212Cn.Day, qn, begin, end);

    /// <summary>2041: send the running hours of devices, per day.</summary>
    public Hj212Packet ReadRunHours(string qn, DateTimeOffset begin, DateTimeOffset end) => History(Hj212Cn.RunHours, qn, begin, end);

    /// <summary>3019: read the unique number of the instrument that measures a factor.</summary>
    public Hj212Packet ReadInstrumentSerial(string qn, string polId) => Request(Hj212Cn.InstrumentSerial, qn, PolId(polId));

    /// <summary>3020: read one item of site information of an instrument (state i12xxx, parameter i13xxx).</summary>
    public Hj212Packet ReadSiteInformation(string qn, string polId, string infoId) =>
        Request(Hj212Cn.SiteInformation, qn, $"PolId={polId};InfoId={infoId}");

    /// <summary>3020: read the log (i11001) of an instrument.</summary>
    public Hj212Packet ReadSiteLog(string qn, string polId, string infoId, DateTimeOffset begin, DateTimeOffset end) =>
        Request(Hj212Cn.SiteInformation, qn, $"PolId={polId};InfoId={infoId};{Period(begin, end)}");

    /// <summary>3021: set one parameter of an instrument.</summary>
    public Hj212Packet SetSiteParameter(string qn, string polId, string infoId, string value) =>
        Request(Hj212Cn.SetSiteParameter, qn, $"PolId={polId};InfoId={infoId};{infoId}-Info={value}");

    private Hj212Packet Request(int cn, string qn, string cp) => Compose(cn, qn, cp, wantsAnswer: true);

    private Hj212Packet History(int cn, string qn, DateTimeOffset begin, DateTimeOffset end) =>
        Request(cn, qn, Period(begin, end));

    /// <summary>2005 separates the two by a comma; 2017 by a semicolon (its tables C.23 and C.41 by a comma).</summary>
    private string Period(DateTimeOffset begin, DateTimeOffset end) =>
        $"BeginTime={Hj212Time.Format(begin)}{(Edition == Hj212Edition.Edition2005 ? ',' : ';')}EndTime={Hj212Time.Format(end)}";

    private static string PolId(string? polId) => polId is null ? "" : $"PolId={polId}";

    private static string Join(string first, string second) => first.Length == 0 ? second : $"{first};{second}";
}
