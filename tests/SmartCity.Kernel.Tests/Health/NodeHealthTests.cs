using Microsoft.Extensions.Time.Testing;
using SmartCity.Kernel.Health;

namespace SmartCity.Kernel.Tests.Health;

public sealed class NodeHealthTests
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_worst_part_is_the_state_of_the_whole_and_comes_first()
    {
        var health = new NodeHealth(clock);
        health.Report("a", HealthStatus.Healthy);
        health.Report("b", HealthStatus.Degraded, "slow");
        health.Report("c", HealthStatus.Starting);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(["b", "c", "a"], health.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Since_is_the_time_of_the_last_change_not_of_the_last_report()
    {
        var health = new NodeHealth(clock);
        health.Report("a", HealthStatus.Degraded, "one");
        clock.Advance(TimeSpan.FromHours(1));
        health.Report("a", HealthStatus.Degraded, "two");
        Assert.Equal((DateTimeOffset.UnixEpoch, "two"), (health.Entries[0].Since, health.Entries[0].Detail));

        health.Report("a", HealthStatus.Healthy);
        Assert.Equal(clock.GetUtcNow(), health.Entries[0].Since);
    }

    [Fact]
    public void What_was_said_for_a_time_is_not_said_for_longer()
    {
        var health = new NodeHealth(clock);
        health.Report("gap", HealthStatus.Degraded, "lost", TimeSpan.FromHours(24));
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HealthStatus.Degraded, health.Status);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(health.Entries);
    }
}
