using System.Text;
using SmartCity.Protocols.Hj212;
using static SmartCity.Protocols.Tests.Hj212.Hj212Wire;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class SampleTests
{
    [Fact]
    public void Every_frame_of_the_standard_s_appendix_C_is_read_and_written_back_byte_for_byte()
    {
        IReadOnlyList<Sample> samples = Samples.Read("hj212_standard_appendixC.txt");
        Assert.Equal(73, samples.Count);
        byte[] buffer = new byte[Hj212Writer.MaxFrameBytes];
        foreach (Sample sample in samples)
        {
            Assert.Equal(FrameError.None, Hj212Codec.TryRead(sample.Frame, Hj212ReadOptions.Default, out Hj212Frame frame, out int consumed));
            Assert.Equal(sample.Frame.Length, consumed);
            Assert.Equal(Hj212Edition.Edition2017, frame.Edition);
            if (frame.Deviations.HasFlag(Hj212Deviations.TextAfterCp))
            {
                Assert.Contains("C.46", sample.Comment); // the standard's table runs two segments together
                continue;
            }

            Assert.True(Hj212Writer.TryWrite(frame, buffer, out int written));
            Assert.Equal(sample.Frame, buffer[..written]);
            Assert.Equal(sample.Frame, Hj212Writer.Write(frame.ToPacket()));
        }
    }

    [Fact]
    public void The_standard_s_frames_deviate_only_where_its_own_tables_do()
    {
        const Hj212Deviations own = Hj212Deviations.TrailingSemicolon | Hj212Deviations.CommaBeforeEndTime | Hj212Deviations.TextAfterCp;
        Assert.All(Samples.Read("hj212_standard_appendixC.txt"), sample => Assert.Equal(Hj212Deviations.None, Deviations(sample.Frame) & ~own));
    }

    [Fact]
    public void Every_frame_met_in_the_wild_with_a_right_check_is_read()
    {
        IReadOnlyList<Sample> samples = Samples.Read("hj212_wild_ok.txt");
        Assert.Equal(48, samples.Count);
        foreach (Sample sample in samples)
        {
            Hj212Packet packet = Packet(sample.Frame);
            Assert.StartsWith(packet.Cp, sample.Segment[(sample.Segment.IndexOf("CP=&&", StringComparison.Ordinal) + 5)..]);
            Assert.Contains($"MN={packet.Mn};", sample.Segment);
            Assert.Equal(Hj212Deviations.None, Deviations(sample.Frame) & (Hj212Deviations.WrongLength | Hj212Deviations.ModbusCrc));
        }
    }

    [Fact]
    public void Frames_with_a_Modbus_check_are_read_only_where_the_device_is_set_so()
    {
        List<Sample> modbus = Samples.Read("hj212_wild_deviating.txt")
            .Where(sample => sample.Comment.Contains("MODBUS-CRC-MATCH") || sample.Comment.Contains("Modbus-CRC variant") || IsModbus(sample)).ToList();
        Assert.True(modbus.Count >= 26, $"{modbus.Count} Modbus frames");
        foreach (Sample sample in modbus)
        {
            Assert.Equal(FrameError.BadChecksum, Touch(sample.Frame, out int consumed));
            Assert.Equal(sample.Frame.Length, consumed);
            Assert.True(Deviations(sample.Frame, Modbus).HasFlag(Hj212Deviations.ModbusCrc));
        }
    }

    [Fact]
    public void Frames_whose_check_is_neither_are_refused_by_every_variant()
    {
        var any = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Any };
        List<Sample> wrong = Samples.Read("hj212_wild_deviating.txt").Where(sample => sample.Comment.Contains("computed_crc") && !IsModbus(sample)).ToList();
        Assert.Equal(7, wrong.Count);
        Assert.All(wrong, sample => Assert.Equal(FrameError.BadChecksum, Hj212Codec.TryRead(sample.Frame, any, out _, out _)));
    }

    [Fact]
    public void A_length_that_counts_the_check_and_the_line_end_is_accepted_and_named()
    {
        Sample sample = Assert.Single(Samples.Read("hj212_wild_deviating.txt"), sample => sample.Comment.Contains("length field = segment length + 6"));
        Assert.Equal(Hj212Deviations.WrongLength | Hj212Deviations.OddMn, Deviations(sample.Frame));
        byte[] twice = [.. sample.Frame, .. sample.Frame];
        Assert.Equal(FrameError.None, Touch(twice, out int consumed));
        Assert.Equal(sample.Frame.Length, consumed);
    }

    private static bool IsModbus(Sample sample) =>
        Hj212Crc.Modbus(Encoding.UTF8.GetBytes(sample.Segment)).ToString("X4") == sample.Line[^4..];
}
