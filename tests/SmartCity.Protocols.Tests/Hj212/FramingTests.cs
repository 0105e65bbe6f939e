using SmartCity.Protocols.Tests.Fuzz;
using SmartCity.Protocols.Hj212;
using static SmartCity.Protocols.Tests.Hj212.Hj212Wire;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class FramingTests
{
    [Fact]
    public void The_check_of_the_standard_s_own_example_agrees()
    {
        byte[] frame = Bytes(Official);
        Assert.Equal(0x1C80, Hj212Crc.Standard(frame.AsSpan(6, 101)));
        Hj212Packet packet = Packet(frame);
        Assert.Equal((Hj212Cn.SetRealtimeInterval, "32", "010000A8900016F000169DC0", "30"), (packet.Cn, packet.St, packet.Mn, packet.Value("RtdInterval")));
        Assert.True(packet.WantsAnswer);
    }

    [Fact]
    public void The_check_is_the_routine_of_the_standard_s_appendix_A_at_every_length()
    {
        byte[] bytes = new byte[1100];
        new Random(212).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(AppendixA(bytes.AsSpan(0, length)), Hj212Crc.Standard(bytes.AsSpan(0, length)));
        }
    }

    /// <summary>Bit by bit, as the standard writes it.</summary>
    private static int AppendixA(ReadOnlySpan<byte> bytes)
    {
        int register = 0xFFFF;
        foreach (byte b in bytes)
        {
            register = (register >> 8) ^ b;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) != 0 ? (register >> 1) ^ 0xA001 : register >> 1;
            }
        }

        return register;
    }

    [Fact]
    public void The_Modbus_check_is_the_one_of_its_own_published_vector() =>
        Assert.Equal(0x4B37, Hj212Crc.Modbus("123456789"u8));

    [Fact]
    public void Several_frames_in_one_buffer_are_read_one_after_another()
    {
        byte[] buffer = Bytes("noise" + Official + Official + "\r\n" + Official[..40]);
        int offset = 0;
        var seen = new List<FrameError>();
        while (seen.Count < 10 && seen.LastOrDefault() != FrameError.Incomplete)
        {
            seen.Add(Touch(buffer.AsSpan(offset), out int consumed));
            offset += consumed;
        }

        Assert.Equal([FrameError.Junk, FrameError.None, FrameError.None, FrameError.Junk, FrameError.Incomplete], seen);
        Assert.Equal(buffer.Length - 40, offset);
    }

    [Theory]
    [InlineData("###")]
    [InlineData("##01##")]
    [InlineData("##xx12")]
    [InlineData("##0999")]
    [InlineData("##9999")]
    [InlineData("##0000")]
    [InlineData("##0101QN=20160801085857223;ST=32;CN=1062;PW=100000")]
    public void A_frame_behind_a_broken_start_is_found(string start)
    {
        byte[] buffer = Bytes(start + Official);
        int offset = 0;
        FrameError error;
        do
        {
            error = Touch(buffer.AsSpan(offset), out int consumed);
            offset += consumed;
        }
        while (error is not (FrameError.None or FrameError.Incomplete));
        Assert.Equal((FrameError.None, buffer.Length), (error, offset));
    }

    [Fact]
    public void A_wrong_check_costs_this_frame_and_not_the_next()
    {
        byte[] buffer = Bytes(Official.Replace("1C80", "1C08") + Official);
        Assert.Equal(FrameError.BadChecksum, Touch(buffer, out int consumed));
        Assert.Equal(FrameError.None, Touch(buffer.AsSpan(consumed), out _));
    }

    [Fact]
    public void A_gigabyte_without_a_line_end_never_makes_a_reader_hold_more_than_a_frame()
    {
        const long gigabyte = 1L << 30;
        byte[] buffer = new byte[Hj212ReadOptions.Default.MaxFrameBytes + 4096];
        "##9999"u8.CopyTo(buffer);
        buffer.AsSpan(6).Fill((byte)'x');
        int held = 0;
        int tooLong = 0;
        for (long sent = 0; sent < gigabyte; sent += 4096)
        {
            held += 4096;
            FrameError error = Hj212Codec.TryRead(buffer.AsSpan(0, held), Hj212ReadOptions.Default, out _, out int consumed);
            held -= consumed;
            tooLong += error == FrameError.TooLong ? 1 : 0;
            Assert.True(held < Hj212ReadOptions.Default.MaxFrameBytes, $"{error}: {held} bytes held");
        }

        Assert.True(tooLong > 1000);
    }

    [Fact]
    public void A_stream_without_a_line_end_is_resynchronised_at_the_next_frame()
    {
        byte[] buffer = [.. "##9999"u8, .. Enumerable.Repeat((byte)'x', 4200), .. Bytes(Official)];
        Assert.Equal(FrameError.TooLong, Touch(buffer, out int consumed));
        Assert.Equal(FrameError.Junk, Touch(buffer.AsSpan(consumed), out int junk));
        Assert.Equal(FrameError.None, Touch(buffer.AsSpan(consumed + junk), out _));
    }

    [Fact]
    public void A_log_with_a_line_end_of_its_own_is_one_frame()
    {
        byte[] frame = Frame("QN=20160801085857223;ST=32;CN=3020;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&i11001-Info=//一;二\r\n三//&&");
        Assert.Equal(FrameError.Incomplete, Touch(frame.AsSpan(0, frame.Length - 20), out _));
        Assert.Equal("//一;二\r\n三//", Packet(frame).Value("i11001-Info"));
    }

    [Fact]
    public void A_listener_learns_the_claimed_MN_before_any_check()
    {
        Assert.True(Hj212Codec.PeekMn(Bytes("junk" + Official.Replace("1C80", "FFFF")), out ReadOnlySpan<byte> mn));
        Assert.True(mn.SequenceEqual("010000A8900016F000169DC0"u8));
        Assert.False(Hj212Codec.PeekMn(Bytes(Official[..60]), out _));
    }

    [Fact]
    public void Reading_with_either_check_tells_which_one_matched()
    {
        var any = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Any };
        byte[] modbus = Hj212Writer.Write(Packet(Bytes(Official)), Hj212CrcVariant.Modbus)!;
        Hj212Codec.TryRead(modbus, any, out Hj212Frame frame, out _);
        Assert.Equal(Hj212CrcVariant.Modbus, frame.Crc);
        Hj212Codec.TryRead(Bytes(Official), any, out frame, out _);
        Assert.Equal(Hj212CrcVariant.Standard, frame.Crc);
    }

    [Fact]
    public void Reading_a_frame_and_walking_it_allocates_nothing()
    {
        byte[] frame = Bytes(Official);
        Assert.Equal(0, Allocation.Of(frame, bytes => Touch(bytes, out _)));
    }

    [Theory]
    [InlineData("QN=20160801085857223;ST=32;CN=1062;PW=100000;Flag=5;CP=&&&&")]
    [InlineData("QN=20160801085857223;ST=32;PW=100000;MN=A1;Flag=5;CP=&&&&")]
    [InlineData("CN=12x4;MN=A1;CP=&&&&")]
    [InlineData("CN=2011;MN=A1 B2 ';CP=&&&&")]
    [InlineData("CN=2011;MN=123456789012345678901234567890123;CP=&&&&")]
    [InlineData("")]
    public void A_frame_without_a_usable_MN_or_CN_is_a_bad_header(string segment)
    {
        byte[] frame = Frame(segment);
        Assert.Equal(FrameError.BadHeader, Touch(frame, out int consumed));
        Assert.Equal(frame.Length, consumed);
    }
}
