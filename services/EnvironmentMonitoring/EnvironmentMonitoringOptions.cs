using System.ComponentModel.DataAnnotations;
using SmartCity.EnvironmentMonitoring.Limits;

namespace SmartCity.EnvironmentMonitoring;

/// <summary>Settings of the module, section <c>EnvironmentMonitoring</c>.</summary>
public sealed class EnvironmentMonitoringOptions
{
    /// <summary>TCP port on which stations call by HJ 212; 0 for none.</summary>
    [Range(0, 65535)]
    public int Hj212Port { get; set; }

    /// <summary>Address to listen on; only this machine unless told otherwise.</summary>
    [Required]
    public string Hj212Bind { get; set; } = "127.0.0.1";

    /// <summary>Whether a station nobody registered is registered by its first good frame.</summary>
    public bool AcceptUnknown { get; set; }

    /// <summary>Bounds on what a line may ask of us.</summary>
    public LineOptions Lines { get; init; } = new();

    /// <summary>What a station is told when it calls for the first time, or after it restarted.</summary>
    public InitialisationOptions Initialise { get; init; } = new();

    /// <summary>Limits in force wherever no limit of a station replaces them.</summary>
    public IList<DefaultLimit> Limits { get; init; } = [];

    /// <summary>Units stations send in where nobody says otherwise, by factor code: before the defaults of the standard.</summary>
    public IDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    /// <summary>Live real-time data are at most this old, and live data of a period come at most so long after its end.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A station that sent nothing for so long is silent.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "7.00:00:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Looking for missing data and asking for them again.</summary>
    public GapOptions Gaps { get; init; } = new();

    /// <summary>How long readings are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();
}

/// <summary>Bounds on lines of stations: what keeps one from slowing the others.</summary>
public sealed class LineOptions
{
    /// <summary>Lines at once.</summary>
    [Range(1, 100_000)]
    public int Most { get; set; } = 5000;

    /// <summary>Lines at once from one address that have not brought a good frame of a known station; beyond it the oldest of them is closed.</summary>
    [Range(1, 100_000)]
    public int MostUnprovenPerAddress { get; set; } = 64;

    /// <summary>Lines at once from one address. Stations behind a carrier's translation share one.</summary>
    [Range(1, 100_000)]
    public int MostPerAddress { get; set; } = 2000;

    /// <summary>Bytes without a good frame after which a line is closed.</summary>
    [Range(8192, 16 << 20)]
    public int MostBytesWithoutFrame { get; set; } = 64 * 1024;

    /// <summary>A line without a good frame for so long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(70);

    /// <summary>A new line has so long to bring its first good frame.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstFrame { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A station that does not take our answers for so long is hung up on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Write { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Stations that may call on one line (a concentrator's).</summary>
    [Range(1, 10_000)]
    public int MostStationsPerLine { get; set; } = 256;
}

/// <summary>What a station is told at its first call (HJ 212-2017 6.6.1).</summary>
public sealed class InitialisationOptions
{
    /// <summary>Whether stations are told anything.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long after its first good frame.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan After { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>OverTime, seconds; null leaves the station's own.</summary>
    [Range(1, 99)]
    public int? OverTimeSeconds { get; set; } = 5;

    /// <summary>ReCount.</summary>
    [Range(0, 99)]
    public int ReCount { get; set; } = 3;

    /// <summary>RtdInterval where the station's entry has none, seconds; null leaves the station's own.</summary>
    [Range(30, 3600)]
    public int? RealtimeSeconds { get; set; }

    /// <summary>MinInterval where the station's entry has none, minutes; null leaves the station's own.</summary>
    [Range(1, 30)]
    public int? MinuteMinutes { get; set; }

    /// <summary>A station whose clock is off by more is set right, at most every ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a station's answer is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Missing data.</summary>
public sealed class GapOptions
{
    /// <summary>Whether missing data are looked for.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How far back.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "31.00:00:00")]
    public TimeSpan Back { get; set; } = TimeSpan.FromHours(25);

    /// <summary>How long after a period's end its data are still awaited.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a station is asked for one gap before it is given up.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 5;

    /// <summary>How long after an answer that did not fill it a gap is asked for again; doubled each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan AgainAfter { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>How long readings are kept, by kind. What is older is rolled up into hours where the station sent none.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days of real-time readings.</summary>
    [Range(1, 3660)]
    public int RealtimeDays { get; set; } = 31;

    /// <summary>Days of minute readings, device states and messages.</summary>
    [Range(1, 3660)]
    public int MinuteDays { get; set; } = 92;

    /// <summary>Days of hour readings and air quality.</summary>
    [Range(1, 36600)]
    public int HourDays { get; set; } = 3 * 366;

    /// <summary>Days of day readings.</summary>
    [Range(1, 36600)]
    public int DayDays { get; set; } = 20 * 366;

    /// <summary>How often it is looked.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);
}
