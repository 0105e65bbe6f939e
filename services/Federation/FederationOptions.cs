using System.ComponentModel.DataAnnotations;

namespace SmartCity.Federation;

/// <summary>Settings of the module, section <c>Federation</c>.</summary>
public sealed class FederationOptions
{
    /// <summary>Name of the gateway in front of this node: what linked nodes put into their tokens as audience.</summary>
    public string Site { get; set; } = "gateway";

    /// <summary>How often a link says hello, and so how soon it is known to be dark; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the city holds a request that has nothing to say yet; default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:55")]
    public TimeSpan LongPoll { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The most events of a batch; default 4000, the most that the protocol takes.</summary>
    [Range(1, 4000)]
    public int BatchEvents { get; set; } = 4000;

    /// <summary>Bulk events are sent at most this fast, events per second, so that heartbeat and alarms are never starved; 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int BulkEventsPerSecond { get; set; }

    /// <summary>How often the gap ledger is compared; default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LedgerInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often backlogs are noted for the curves; default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HistoryEvery { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long what was noted for the curves is kept; default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "400.00:00:00")]
    public TimeSpan HistoryKeep { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an enrolment code holds; default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan EnrolmentLifetime { get; set; } = TimeSpan.FromHours(24);
}
