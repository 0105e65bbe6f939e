using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Limits;

namespace SmartCity.Gateway.Tests.Limits;

public sealed class BucketTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_burst_of_its_size_passes_and_the_next_waits_for_one_to_flow_in()
    {
        var bucket = new Bucket(clock);
        for (var taken = 0; taken < 10; taken++)
            Assert.Null(bucket.Take(1, 1, rate: 5, size: 10));

        Assert.Equal(200, bucket.Take(1, 1, 5, 10)!.Value.TotalMilliseconds, 1);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Null(bucket.Take(1, 1, 5, 10));
        Assert.NotNull(bucket.Take(1, 1, 5, 10));
    }

    [Fact]
    public void Rest_fills_it_to_its_size_and_no_further()
    {
        var bucket = new Bucket(clock);
        clock.Advance(TimeSpan.FromDays(1));
        for (var taken = 0; taken < 10; taken++)
            Assert.Null(bucket.Take(1, 1, 5, 10));

        Assert.NotNull(bucket.Take(1, 1, 5, 10));
    }

    [Fact]
    public void What_was_more_than_there_was_is_paid_by_waiting()
    {
        var bucket = new Bucket(clock);
        Assert.Null(bucket.Take(1_000, 1, rate: 100, size: 200));

        Assert.Equal(8.01, bucket.Take(1, 1, 100, 200)!.Value.TotalSeconds, 0.001);
        clock.Advance(TimeSpan.FromSeconds(8.1));
        Assert.Null(bucket.Take(1, 1, 100, 200));
    }

    [Fact]
    public void What_was_charged_afterwards_counts()
    {
        var bucket = new Bucket(clock);
        bucket.Charge(300, 100);

        Assert.Equal(1.01, bucket.Take(1, 1, 100, 200)!.Value.TotalSeconds, 0.001);
    }
}
