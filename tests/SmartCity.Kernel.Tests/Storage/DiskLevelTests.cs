using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Tests.Storage;

public sealed class DiskLevelTests
{
    private readonly DiskOptions options = new() { LowWaterPercent = 0, LowWaterBytes = 1000, ReserveBytes = 100 };

    [Theory]
    [InlineData(1000, false, false, false)]
    [InlineData(999, true, false, false)]
    [InlineData(500, true, false, false)]
    [InlineData(499, true, true, false)]
    [InlineData(250, true, true, false)]
    [InlineData(249, true, true, true)]
    public void Bulk_is_refused_below_the_mark_Normal_below_half_and_the_reserve_goes_below_a_quarter(long free, bool bulk, bool normal, bool reserve) =>
        Assert.Equal(new DiskLevel(bulk, normal, reserve), new DiskLevel().Next(new(free, 10_000), options));

    [Fact]
    public void Urgent_lanes_are_never_refused()
    {
        var level = new DiskLevel().Next(new(0, 10_000), options);

        Assert.False(level.Refuses(Lane.Emergency) || level.Refuses(Lane.Alarm));
    }

    [Fact]
    public void A_lane_is_let_in_again_only_with_a_tenth_more_room()
    {
        var refusing = new DiskLevel().Next(new(999, 10_000), options);

        Assert.True(refusing.Next(new(1099, 10_000), options).RefusesBulk);
        Assert.False(refusing.Next(new(1100, 10_000), options).RefusesBulk);
    }

    [Fact]
    public void What_the_reserve_gave_back_lets_nobody_in()
    {
        var released = new DiskLevel(true, true, true);

        Assert.True(released.Next(new(649, 10_000), options).RefusesNormal);
        Assert.False(released.Next(new(650, 10_000), options).RefusesNormal);
        Assert.True(released.Next(new(374, 10_000), options).ReserveReleased);
        Assert.False(released.Next(new(375, 10_000), options).ReserveReleased);
    }

    [Fact]
    public void Pages_free_in_the_database_count_as_room_while_its_log_can_grow()
    {
        Assert.Equal(default, new DiskLevel().Next(new(300, 10_000, Reusable: 700), options));
        Assert.True(new DiskLevel().Next(new(249, 10_000, Reusable: 10_000), options).RefusesNormal);
    }

    [Fact]
    public void What_is_committed_and_not_yet_in_its_place_on_the_volume_is_no_room()
    {
        Assert.True(new DiskLevel().Next(new(1500, 10_000, Owed: 501), options).RefusesBulk);
        Assert.False(new DiskLevel().Next(new(1500, 10_000, Owed: 500), options).RefusesBulk);
    }

    [Fact]
    public void The_mark_is_the_larger_of_share_and_bytes()
    {
        var standard = new DiskOptions();

        Assert.Equal(500_000_000, DiskLevel.Mark(new(0, 1_000_000_000), standard));
        Assert.Equal(5_000_000_000, DiskLevel.Mark(new(0, 100_000_000_000), standard));
    }
}
