using SmartCity.Protocols.Gb20999;

namespace SmartCity.Protocols.Tests.Gb20999;

public class FrameTests
{
    private static readonly FrameHeader Query = new(0x0102, 1, 0x7E7D5C01, 2, 3, FrameType.Query);
    private static readonly DataAddress Stage = new(13, 2, 4, 1);

    [Fact]
    public void The_crc_is_that_of_the_standard() =>
        Assert.Equal(0x5A91, Crc16.Compute(Convert.FromHexString("0013010005000000000001100101040101" + "0000")));

    [Fact]
    public void Flags_inside_a_frame_are_escaped_on_a_stream_and_not_in_a_datagram()
    {
        SignalMessage message = SignalMessage.Of(Query, (Stage, ReadOnlyMemory<byte>.Empty));
        Assert.Contains("5C7E5C7D5C5C01", Convert.ToHexString(message.ToBytes(Framing.Escaped)!));
        Assert.Contains("7E7D5C01", Convert.ToHexString(message.ToBytes(Framing.Plain)!));
        Assert.Equal(message, Read(message.ToBytes(Framing.Escaped)!, Framing.Escaped));
    }

    [Fact]
    public void A_heartbeat_has_no_count_but_one_with_a_count_is_read_too()
    {
        var bare = new SignalMessage(Query with { Type = FrameType.HeartbeatQuery }, []);
        SignalMessage counted = bare with { HasCount = true };
        Assert.Equal(16, bare.ToBytes(Framing.Plain)!.Length);
        Assert.Equal(17, counted.ToBytes(Framing.Plain)!.Length);
        Assert.Equal(bare, Read(bare.ToBytes(Framing.Plain)!, Framing.Plain));
        Assert.Equal(counted, Read(counted.ToBytes(Framing.Plain)!, Framing.Plain));
    }

    [Fact]
    public void Only_a_heartbeat_may_do_without_a_count()
    {
        byte[] written = (SignalMessage.Of(Query) with { HasCount = false }).ToBytes(Framing.Plain)!;
        Assert.Equal(17, written.Length); // the writer does not write what the reader refuses
        byte[] bent = [0x7E, 0, 12, 1, 2, 1, 0, 0, 0, 1, 2, 3, 0x10, 0, 0, 0x7D];
        ushort crc = Crc16.Compute(bent.AsSpan(1, 12));
        (bent[13], bent[14]) = ((byte)(crc >> 8), (byte)crc);
        Assert.Equal(FrameError.BadHeader, Error(bent, Framing.Plain));
    }

    [Theory]
    [InlineData(FrameError.UnsupportedVersion, "0013 0200 05 00000000 00 01 10 01 0104 0101 0000")]
    [InlineData(FrameError.BadField, "0013 0100 05 00000000 00 01 10 02 0104 0101 0000")] // a second value is announced
    [InlineData(FrameError.BadField, "0013 0100 05 00000000 00 01 10 01 0103 0101 0000")] // too short for an address
    [InlineData(FrameError.BadField, "0013 0100 05 00000000 00 01 10 01 0105 0101 0000")] // longer than the frame
    [InlineData(FrameError.BadField, "0013 0100 05 00000000 00 01 10 00 0104 0101 0000")] // bytes after the last value
    [InlineData(FrameError.BadLength, "0014 0100 05 00000000 00 01 10 01 0104 0101 0000")]
    [InlineData(FrameError.BadLength, "0009 0100 05 00000000 00")]
    public void What_is_wrong_is_named(FrameError expected, string body)
    {
        byte[] bytes = Convert.FromHexString(body.Replace(" ", ""));
        ushort crc = Crc16.Compute(bytes);
        byte[] frame = [0x7E, .. bytes, (byte)(crc >> 8), (byte)crc, 0x7D];
        Assert.Equal(expected, Error(frame, Framing.Escaped));
        if (expected != FrameError.BadLength)
        {
            Assert.Equal(expected, Error(frame, Framing.Plain));
        }
    }

    [Fact]
    public void An_unknown_escape_a_wrong_crc_and_junk_are_told_apart()
    {
        byte[] frame = SignalMessage.Of(Query, (Stage, new byte[] { 1 })).ToBytes(Framing.Escaped)!;
        Assert.Equal(FrameError.BadEscape, Error([0x7E, 0x00, 0x5C, 0x01, 0x7D], Framing.Escaped));
        Assert.Equal(FrameError.Junk, Error([1, 2, 3], Framing.Escaped));
        frame[^3] ^= 1;
        Assert.Equal(FrameError.BadChecksum, Error(frame, Framing.Escaped));
    }

    [Fact]
    public void A_frame_longer_than_the_limit_is_refused_before_it_has_all_come()
    {
        Assert.Equal(FrameError.TooLong, Error([0x7E, .. new byte[300]], Framing.Escaped, longest: 256));
        Assert.Equal(FrameError.TooLong, Error([0x7E, 0x7F, 0xFF], Framing.Plain, longest: 256));
    }

    [Fact]
    public void Unknown_classes_and_objects_are_kept_raw()
    {
        SignalMessage sent = SignalMessage.Of(Query with { Type = FrameType.Report }, (new DataAddress(128, 9, 9, 9), new byte[] { 1, 2, 3 }));
        DataValue value = Read(sent.ToBytes(Framing.Escaped)!, Framing.Escaped).Values[0];
        ObjectDefinition? unknown = ObjectCatalogue.Find(value.Address);
        Assert.Null(unknown);
        Assert.Equal(new RawValue([1, 2, 3]), SignalValues.Read(unknown, value.Value.AsSpan()));
    }

    [Fact]
    public void An_answer_keeps_the_sequence_and_says_whether_it_failed()
    {
        Assert.Equal(FrameType.QueryAnswer, Query.Answer().Type);
        Assert.Equal(FrameType.QueryError, Query.Answer(failed: true).Type);
        Assert.Equal(FrameType.SetError, (Query with { Type = FrameType.Set }).Answer(failed: true).Type);
        Assert.Equal(FrameType.HeartbeatAnswer, (Query with { Type = FrameType.HeartbeatQuery }).Answer().Type);
        Assert.Equal(Query.Sequence, Query.Answer().Sequence);
    }

    [Fact]
    public void A_value_too_long_for_a_frame_is_refused_by_the_writer()
    {
        Assert.Null(SignalMessage.Of(Query, (Stage, new byte[252])).ToBytes(Framing.Escaped));
        Assert.NotNull(SignalMessage.Of(Query, (Stage, new byte[251])).ToBytes(Framing.Escaped));
        var writer = new SignalFrameWriter(stackalloc byte[16], Framing.Plain, Query);
        Assert.False(writer.TryAdd(Stage, default));
        Assert.False(writer.TryFinish(out _));
    }

    [Fact]
    public void Reading_a_frame_and_its_values_allocates_nothing()
    {
        byte[] frame = SignalMessage.Of(Query, (Stage, new byte[] { 0x7E }), (Stage, new byte[] { 2 })).ToBytes(Framing.Escaped)!;
        byte[] scratch = new byte[64];
        Sum(frame, scratch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int sum = Sum(frame, scratch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0x80, sum);
    }

    private static int Sum(byte[] bytes, byte[] scratch)
    {
        int sum = 0;
        if (SignalFrameReader.TryRead(bytes, Framing.Escaped, scratch, out SignalFrame frame, out _) == FrameError.None)
        {
            foreach (DataValueView value in frame)
            {
                sum += value.Value[0];
            }
        }

        return sum;
    }

    private static FrameError Error(byte[] bytes, Framing framing, int longest = SignalFrameReader.LongestFrame) =>
        SignalFrameReader.TryRead(bytes, framing, new byte[1024], out _, out _, longest);

    private static SignalMessage Read(byte[] bytes, Framing framing)
    {
        Assert.Equal(FrameError.None, SignalFrameReader.TryRead(bytes, framing, new byte[1024], out SignalFrame frame, out _));
        return SignalMessage.From(frame);
    }
}
