using System.Text;
using SmartCity.Contracts.Federation;

namespace SmartCity.Contracts.Tests.Federation;

public sealed class EventIdentityTests
{
    [Fact]
    public void An_id_is_origin_epoch_and_position_and_is_read_back()
    {
        Assert.Equal("430481.1a2b3c.2a", Examples.First.Id);
        Assert.True(EventEnvelope.TryParseId("430481.1a2b3c.2a", out var origin, out var epoch, out var position));
        Assert.Equal(("430481", 0x1a2b3cL, 42L), (origin, epoch, position));
    }

    [Fact]
    public void An_origin_may_hold_points()
    {
        Assert.True(EventEnvelope.TryParseId("partner.example.1.ff", out var origin, out _, out var position));
        Assert.Equal(("partner.example", 255L), (origin, position));
    }

    [Theory]
    [InlineData("")]
    [InlineData("430481")]
    [InlineData("430481.1")]
    [InlineData(".1.2")]
    [InlineData("430481.x.2")]
    [InlineData("430481.1.")]
    [InlineData("430481.1.11112222333344445")]
    public void What_is_no_id_of_ours_is_not_read(string id) => Assert.False(EventEnvelope.TryParseId(id, out _, out _, out _));

    [Fact]
    public void The_source_is_the_node_and_the_area() => Assert.Equal("/430481/platform", Examples.First.Source);

    [Fact]
    public void The_fingerprint_is_over_id_type_subject_and_data_and_nothing_else()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("430481.1a2b3c.2a\0platform.alarm-drilled.v1\0drills/d1\0"), .. Examples.First.Data.Span];
        Assert.Equal(System.IO.Hashing.XxHash128.HashToUInt128(bytes), EventHash.Of(Examples.First));
        Assert.Equal(EventHash.Of(Examples.First), EventHash.Of(Examples.First with { Position = 9, Audience = "430400", Hops = "430400", Recovered = true, Time = default, RecordedTime = default, Division = "430421" }));
    }

    [Fact]
    public void Any_change_of_what_was_told_changes_the_fingerprint()
    {
        var hash = EventHash.Of(Examples.First);
        Assert.NotEqual(hash, EventHash.Of(Examples.First with { OriginPosition = 43 }));
        Assert.NotEqual(hash, EventHash.Of(Examples.First with { Epoch = 1 }));
        Assert.NotEqual(hash, EventHash.Of(Examples.First with { Type = "platform.bulk-drilled.v1" }));
        Assert.NotEqual(hash, EventHash.Of(Examples.First with { Subject = "drills/d2" }));
        Assert.NotEqual(hash, EventHash.Of(Examples.First with { Data = "{}"u8.ToArray() }));
    }

    [Theory]
    [InlineData(84)]
    [InlineData(85)]
    [InlineData(86)]
    [InlineData(500)]
    public void A_long_subject_is_hashed_like_a_short_one(int length)
    {
        var subject = string.Concat(Enumerable.Repeat("镇", length));
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"430481.1a2b3c.2a\0platform.alarm-drilled.v1\0{subject}\0"), .. Examples.First.Data.Span];
        Assert.Equal(System.IO.Hashing.XxHash128.HashToUInt128(bytes), EventHash.Of(Examples.First with { Subject = subject }));
    }

    [Fact]
    public void A_fingerprint_is_written_in_32_hexadecimal_digits_and_read_back()
    {
        Assert.Equal("000000000000000000000000000000ff", EventHash.Format(255));
        Assert.Equal(EventHash.Of(Examples.First), EventHash.Parse(EventHash.Format(EventHash.Of(Examples.First))));
        Assert.Equal(UInt128.Zero, EventHash.Parse("not one"));
    }
}
