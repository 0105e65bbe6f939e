using SmartCity.AppHost.Reading;

namespace SmartCity.EndToEnd.Tests.Reading;

public sealed class LineCountTests
{
    [Fact]
    public void A_line_that_carried_all_in_order_counts_nothing_wrong() =>
        Assert.Equal(new LineCount(3, 3, 0, 0, 0), Count([1, 2, 3], (1, "a"), (2, "a"), (3, "b")));

    [Fact]
    public void What_did_not_arrive_is_lost() =>
        Assert.Equal(new LineCount(3, 2, 0, 1, 0), Count([1, 2, 3], (1, "a"), (3, "b")));

    [Fact]
    public void A_second_row_of_one_event_is_a_double() =>
        Assert.Equal(new LineCount(2, 2, 1, 0, 0), Count([1, 2], (1, "a"), (2, "a"), (1, "a")));

    [Fact]
    public void A_row_that_the_county_never_made_is_counted_as_well() =>
        Assert.Equal(new LineCount(1, 1, 1, 0, 0), Count([1], (1, "a"), (9, "a")));

    [Fact]
    public void A_row_that_the_county_made_and_has_dropped_since_arrived_and_a_second_one_of_it_is_a_double() =>
        Assert.Equal(new LineCount(3, 3, 1, 0, 0), LineCount.Compare([new(1, 9)], [(new(1, 4), "a"), (new(1, 5), "b"), (new(1, 5), "b"), (new(1, 9), "a")], floor: 5));

    [Fact]
    public void An_event_after_a_later_one_of_its_subject_is_out_of_order() =>
        Assert.Equal(new LineCount(3, 3, 0, 0, 1), Count([1, 2, 3], (2, "a"), (1, "a"), (3, "a")));

    [Fact]
    public void Events_of_different_subjects_may_pass_each_other() =>
        Assert.Equal(new LineCount(2, 2, 0, 0, 0), Count([1, 2], (2, "a"), (1, "b")));

    [Fact]
    public void A_newer_epoch_comes_after_an_older_one_whatever_its_positions() =>
        Assert.Equal(new LineCount(2, 2, 0, 0, 0), LineCount.Compare([new(1, 50), new(2, 3)], [(new(1, 50), "a"), (new(2, 3), "a")]));

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.99, 10)]
    [InlineData(0.1, 1)]
    public void Percentiles_are_by_nearest_rank(double share, double expected) =>
        Assert.Equal(expected, Percentile.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share));

    [Fact]
    public void Nothing_has_no_percentile() => Assert.Null(Percentile.Of([], 0.5));

    private static LineCount Count(long[] made, params (long Position, string Subject)[] held) =>
        LineCount.Compare(made.Select(position => new EventKey(1, position)), held.Select(row => (new EventKey(1, row.Position), row.Subject)));
}
