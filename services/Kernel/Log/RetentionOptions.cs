using System.ComponentModel.DataAnnotations;

namespace SmartCity.Kernel.Log;

/// <summary>How long the log is kept, section <c>Log</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Emergency, Alarm and Normal events are kept for so many days at least, and until everybody has read them; default 400.</summary>
    [Range(1, 36_500)]
    public int KeepDays { get; set; } = 400;

    /// <summary>Bulk events are kept for so long after everybody has read them, longer than the time between two backups; default 72 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BulkKeep { get; set; } = TimeSpan.FromHours(72);

    /// <summary>No Bulk event is kept for longer, read or not; default 14 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan BulkMaxAge { get; set; } = TimeSpan.FromDays(14);

    /// <summary>No more Bulk data is kept, read or not: bytes of event data; default 32 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long BulkMaxBytes { get; set; } = 32L << 30;

    /// <summary>Time between two passes; default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan RetentionEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What subscribers did to things is remembered for so many days, so that it is not done twice; default 30.</summary>
    [Range(1, 36_500)]
    public int CauseDays { get; set; } = 30;

    /// <summary>Answers kept for idempotency keys; default 7 days.</summary>
    [Range(1, 3650)]
    public int IdempotencyDays { get; set; } = 7;
}
