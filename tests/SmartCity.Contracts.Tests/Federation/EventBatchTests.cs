using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Contracts.Federation;

namespace SmartCity.Contracts.Tests.Federation;

public sealed class EventBatchTests
{
    private static readonly DateTimeOffset Now = Envelopes.Now;

    public static TheoryData<string> Formats => [.. EventBatch.Formats];

    [Theory, MemberData(nameof(Formats))]
    public void Whatever_is_written_is_read_back_the_same(string format) => Prop.ForAll(Envelopes.Batch.ToArbitrary(), batch =>
        Read(Write(batch, format), format, out _)!.Select(Envelopes.Text).SequenceEqual(batch.Select(Envelopes.Text))).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Formats))]
    public void The_lane_is_the_one_it_came_on(string format) =>
        Assert.All(EventBatch.Read(Write(Examples.Batch, format), format, Lane.Bulk, Now, out _)!, read => Assert.Equal(Lane.Bulk, read.Lane));

    [Theory, MemberData(nameof(Formats))]
    public void Validity_counts_as_time_left_from_receipt_whatever_the_clocks_say(string format)
    {
        var later = Now.AddYears(3);
        var read = EventBatch.Read(Write([Examples.First with { ValidUntil = Now.AddSeconds(90) }], format), format, Lane.Alarm, later, out _)!;
        Assert.Equal(later.AddSeconds(90), Assert.Single(read).ValidUntil);
    }

    [Theory, MemberData(nameof(Formats))]
    public void What_had_expired_when_sent_arrives_expired(string format)
    {
        var read = Read(Write([Examples.First with { ValidUntil = Now.AddSeconds(-5) }], format), format, out _)!;
        Assert.Equal(Now, Assert.Single(read).ValidUntil);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Cut_at_any_byte_it_is_refused_with_a_reason_or_ends_between_two_events(string format)
    {
        var whole = Write(Examples.Batch, format);
        for (var length = 0; length < whole.Length; length++)
            if (Read(whole[..length], format, out var mistake) is { } read)
                Assert.True(format == EventBatch.Binary && BitConverter.ToInt32(whole, 4) + 8 is var first && length == (read.Count == 0 ? 4 : first), $"cut to {length} bytes");
            else
                Assert.False(string.IsNullOrEmpty(mistake));
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_bent_byte_never_throws_and_never_makes_more_events(string format)
    {
        var whole = Write(Examples.Batch, format);
        for (var at = 0; at < whole.Length; at++)
            foreach (var bend in (byte[])[0x01, 0x10, 0x40, 0x80, 0xFF])
            {
                var bent = (byte[])whole.Clone();
                bent[at] ^= bend;
                var read = Read(bent, format, out var mistake);
                Assert.True(read is null ? mistake is not null : read.Count <= 2, $"byte {at} bent by {bend:x2}");
            }
    }

    [Theory, MemberData(nameof(Formats))]
    public void Random_input_is_never_an_exception(string format)
    {
        var random = new Random(20261123);
        var magic = format == EventBatch.Binary ? "SCB1"u8.ToArray() : "[{"u8.ToArray();
        for (var turn = 0; turn < 20_000; turn++)
        {
            var noise = new byte[random.Next(0, 80)];
            random.NextBytes(noise);
            var input = turn % 2 == 0 ? noise : [.. magic, .. BitConverter.GetBytes(noise.Length), .. noise];
            Assert.True(Read(input, format, out var mistake) is not null || mistake is not null);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"position":7}]""")]
    [InlineData("""[{"position":"7","type":"\ud800"}]""")]
    [InlineData("""[{"position":"-7","type":"a.b.v1","subject":"a/b"}]""")]
    [InlineData("""[{"position":"99999999999999999999"}]""")]
    public void Json_that_is_no_batch_is_refused_with_a_reason(string text)
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes(text), EventBatch.Json, out var mistake));
        Assert.False(string.IsNullOrEmpty(mistake));
    }

    [Theory]
    [InlineData("position", "\"one\"")]
    [InlineData("epoch", "\"xyz\"")]
    [InlineData("time", "\"yesterday\"")]
    [InlineData("validforms", "\"90\"")]
    [InlineData("validforms", "1.5")]
    [InlineData("data_base64", "\"*\"")]
    [InlineData("subject", "1")]
    [InlineData("audience", "{}")]
    public void A_wrong_attribute_is_refused(string name, string value)
    {
        var text = Encoding.UTF8.GetString(Write([Examples.First], EventBatch.Json));
        var bent = text.Insert(2, $"\"{name}\":{value},").Replace($",\"{name}\":\"{Known(name)}\"", "");
        Assert.Null(Read(Encoding.UTF8.GetBytes(bent), EventBatch.Json, out var mistake));
        Assert.False(string.IsNullOrEmpty(mistake));
    }

    [Fact]
    public void More_events_than_a_batch_may_hold_are_refused()
    {
        var tiny = Enumerable.Repeat(Examples.First, EventBatch.MaxEvents + 1).ToList();
        Assert.All(EventBatch.Formats, format =>
        {
            Assert.Null(Read(Write(tiny, format), format, out var mistake));
            Assert.Contains("more than 4000", mistake);
            Assert.Equal(EventBatch.MaxEvents, Read(Write(tiny[1..], format), format, out _)!.Count);
        });
    }

    [Fact]
    public void A_length_or_number_that_promises_more_than_there_is_allocates_nothing_for_it()
    {
        byte[] length = [.. "SCB1"u8, 0xFF, 0xFF, 0xFF, 0x7F];
        byte[] text = [.. "SCB1"u8, 8, 0, 0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0];
        foreach (var input in (byte[][])[length, text])
        {
            var allocated = long.MaxValue;
            // The least of three: what the runtime allocates once at first use is not the reader's.
            for (var run = 0; run < 3; run++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Null(Read(input, EventBatch.Binary, out _));
                allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.InRange(allocated, 0, 64 * 1024);
        }
    }

    [Fact]
    public void A_word_that_was_not_met_before_is_refused()
    {
        Assert.Null(Read([.. "SCB1"u8, 2, 0, 0, 0, 1, 5], EventBatch.Binary, out var mistake));
        Assert.Contains("word 5 was not met before", mistake);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    public void Another_media_type_is_refused_by_name(string? format)
    {
        Assert.Null(Read([], format, out var mistake));
        Assert.Contains(EventBatch.Binary, mistake);
    }

    private static string Known(string name) => name switch { "position" => "42", "epoch" => "1a2b3c", "time" => "2026-11-23T08:00:00+08:00", "subject" => "drills/d1", _ => "" };

    private static byte[] Write(IReadOnlyList<EventEnvelope> batch, string format)
    {
        var output = new ArrayBufferWriter<byte>();
        EventBatch.Write(output, format, batch, Now);
        return output.WrittenSpan.ToArray();
    }

    private static IReadOnlyList<EventEnvelope>? Read(byte[] input, string? format, out string? mistake) => EventBatch.Read(input, format, Lane.Normal, Now, out mistake);
}
