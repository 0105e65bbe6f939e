using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class FramingTests
{
    [Fact]
    public void The_escape_example_of_the_standard_comes_out_as_printed()
    {
        // 4.4.2: 30 7E 08 7D 55 is sent as 7E 30 7D 02 08 7D 01 55 7E; here as the end of a body, behind a header.
        byte[] frame = Jt808Frame.Encode(Wire.Header(0x0900), [0x30, 0x7E, 0x08, 0x7D, 0x55]);
        Assert.Contains("307D02087D0155", Convert.ToHexString(frame), StringComparison.Ordinal);
        Assert.Equal("307E087D55", Convert.ToHexString(Wire.Read(frame).Body.Span));
    }

    [Theory]
    [InlineData("000002", FrameError.Junk, 3)]
    [InlineData("7E7E0002", FrameError.Junk, 1)]
    [InlineData("0D0A7E0002", FrameError.Junk, 2)]
    [InlineData("7E00020000012345678900000A", FrameError.Incomplete, 0)]
    [InlineData("7E00020000012345678900000A807E", FrameError.BadChecksum, 14)]
    [InlineData("7E00020001012345678900000A807E", FrameError.BadLength, 14)]
    [InlineData("7E00020000012345678900000A7D03817E", FrameError.BadEscape, 16)]
    [InlineData("7E0002000001234567890000817D7E", FrameError.BadEscape, 14)]
    [InlineData("7E00020000012345678A00000A827E", FrameError.BadHeader, 14)]
    [InlineData("7E01027E", FrameError.BadLength, 3)]
    public void What_is_wrong_is_named_and_stepped_over(string hex, FrameError error, int consumed)
    {
        Assert.Equal(error, Jt808Frame.TryRead(Convert.FromHexString(hex), out _, out int stepped));
        Assert.Equal(consumed, stepped);
    }

    [Fact]
    public void A_frame_that_never_ends_is_too_long_and_not_waited_for()
    {
        byte[] endless = new byte[Jt808Frame.MaxBytes + 1];
        endless[0] = 0x7E;
        Assert.Equal(FrameError.TooLong, Jt808Frame.TryRead(endless, out _, out int consumed));
        Assert.Equal(Jt808Frame.MaxBytes, consumed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    public void A_subpacket_index_outside_its_total_is_a_bad_header(ushort index, ushort total)
    {
        byte[] frame = Jt808Frame.Encode(Wire.Header(0x0801) with { SubpacketTotal = total, SubpacketIndex = index }, [1]);
        Assert.Equal(FrameError.BadHeader, Jt808Frame.TryRead(frame, out _, out _));
    }

    [Fact]
    public void The_longest_body_with_every_byte_escaped_fits_the_longest_frame()
    {
        byte[] body = new byte[Jt808Header.MaxBodyBytes];
        Array.Fill(body, (byte)0x7E);
        byte[] frame = Jt808Frame.Encode(Wire.Header(0x0801, Jt808Edition.V2019) with { SubpacketTotal = 2, SubpacketIndex = 1 }, body);
        Assert.True(frame.Length <= Jt808Frame.MaxBytes);
        Assert.Equal(body, Wire.Read(frame).Body.ToArray());
        Assert.Throws<ArgumentException>(() => Jt808Frame.Encode(Wire.Header(0x0801), [.. body, 0]));
    }

    [Fact]
    public void A_phone_is_the_same_terminal_in_both_widths_and_too_long_a_one_is_refused()
    {
        Assert.True(TerminalPhone.TryRead([0x01, 0x39, 0x73, 0x40, 0x00, 0x01], out TerminalPhone narrow));
        Assert.True(TerminalPhone.TryRead([0, 0, 0, 0, 0x01, 0x39, 0x73, 0x40, 0x00, 0x01], out TerminalPhone wide));
        Assert.Equal(narrow, wide);
        Assert.Equal("13973400001", narrow.ToString());
        Assert.Equal("00000000013973400001", narrow.ToDigits(Jt808Edition.V2019));
        Assert.False(TerminalPhone.TryParse("1397340000x", out _));
        Assert.False(TerminalPhone.TryParse("", out _));
        Jt808Header twentyDigits = Wire.Header(2) with { Phone = TerminalPhone.Parse("12345678901234567890") };
        Assert.Throws<ArgumentException>(() => Jt808Frame.Encode(twentyDigits, []));
        Assert.Equal("12345678901234567890", Wire.Read(Jt808Frame.Encode(twentyDigits with { Edition = Jt808Edition.V2019 }, [])).Header.Phone.ToString());
    }

    [Fact]
    public void Reading_into_a_buffer_of_the_callers_allocates_nothing()
    {
        byte[] bytes = Convert.FromHexString(GoldenVectors.Location);
        byte[] buffer = new byte[Jt808Frame.MaxBytes / 2];
        Jt808Frame.TryRead(bytes, buffer, out _, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FrameError error = Jt808Frame.TryRead(bytes, buffer, out Jt808Header header, out ReadOnlySpan<byte> body, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((FrameError.None, 0x0200, true), (error, (int)header.MessageId, body.Length > 28));
    }
}
