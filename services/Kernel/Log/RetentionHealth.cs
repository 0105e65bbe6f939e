using SmartCity.Kernel.Health;

namespace SmartCity.Kernel.Log;

/// <summary>Says for whom the log is kept although nobody of that name runs here.</summary>
internal sealed class RetentionHealth(NodeHealth health)
{
    private HashSet<string> told = [];

    public void Absent(IReadOnlyList<LogHolder> holders)
    {
        var absent = holders.Where(holder => holder.Absent).ToList();
        foreach (var holder in absent)
            health.Report(Entry(holder), HealthStatus.Degraded,
                $"No module that runs here has the subscriber {holder.Name} in lane {holder.Lane}; the log is kept for it from {holder.NeedsAfter} on. Start its module again, or give it up: DELETE /api/platform/v1/checkpoints/{holder.Name}/{holder.Lane}.");
        var now = absent.Select(Entry).ToHashSet();
        foreach (var back in told.Except(now))
            health.Forget(back);
        told = now;
    }

    private static string Entry(LogHolder holder) => $"checkpoint {holder.Name} {holder.Lane}";
}
