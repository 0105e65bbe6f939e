using SmartCity.Contracts;

namespace SmartCity.Kernel.Log;

/// <summary>One of the oldest events of a lane.</summary>
internal readonly record struct OldEvent(long Position, int Bytes, DateTimeOffset Recorded);

/// <summary>What decides whether a lane is shortened.</summary>
/// <param name="Now">The time.</param>
/// <param name="Passed">Everybody has read up to here.</param>
/// <param name="PassedLongAgo">Everybody had read up to here when <see cref="RetentionOptions.BulkKeep"/> began.</param>
/// <param name="ExcessBytes">How much more Bulk data there is than may be kept.</param>
/// <param name="DiskShort">The disk's reserve is in use: Bulk that everybody has read goes at once.</param>
internal sealed record LaneSituation(DateTimeOffset Now, long Passed, long PassedLongAgo, long ExcessBytes, bool DiskShort);

/// <summary>The next deletion: so many of the oldest events, why, and whether somebody had not read them yet.</summary>
internal sealed record Deletion(int Events, long Bytes, string Reason, bool Overrides);

/// <summary>Which of the oldest events of a lane may go. Only ever a contiguous run from the oldest.</summary>
internal static class RetentionRules
{
    public static Deletion? Decide(Lane lane, IReadOnlyList<OldEvent> oldest, LaneSituation situation, RetentionOptions options)
    {
        var (events, bytes) = (0, 0L);
        (string Reason, bool Overrides)? why = null;
        foreach (var old in oldest)
        {
            var rule = lane == Lane.Bulk ? Bulk(old, situation, options, bytes) : Kept(old, situation, options);
            if (rule is null || why is not null && rule != why)
                break;
            why = rule;
            events++;
            bytes += old.Bytes;
        }
        return why is { } found ? new(events, bytes, found.Reason, found.Overrides) : null;
    }

    private static (string, bool)? Kept(OldEvent old, LaneSituation situation, RetentionOptions options) =>
        old.Position <= situation.Passed && old.Recorded < situation.Now.AddDays(-options.KeepDays) ? ("Log:KeepDays", false) : null;

    private static (string, bool)? Bulk(OldEvent old, LaneSituation situation, RetentionOptions options, long bytesBefore)
    {
        var read = old.Position <= situation.Passed;
        return read && old.Position <= situation.PassedLongAgo ? ("Log:BulkKeep", false)
            : old.Recorded < situation.Now - options.BulkMaxAge ? ("Log:BulkMaxAge", !read)
            : bytesBefore < situation.ExcessBytes ? ("Log:BulkMaxBytes", !read)
            : read && situation.DiskShort ? ("disk short", false)
            : null;
    }
}
