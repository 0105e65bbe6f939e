using System.Text;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Protocols.Tests.Hj212;

/// <summary>Frames for tests: the official one, ones made from a segment, and readers that touch every field.</summary>
internal static class Hj212Wire
{
    /// <summary>The frame whose check HJ 212-2017 Appendix A computes.</summary>
    public const string Official =
        "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";

    public static Hj212ReadOptions Modbus { get; } = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Modbus };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Frame(string segment)
    {
        byte[] bytes = Bytes(segment);
        return Bytes($"##{bytes.Length:D4}{segment}{Hj212Crc.Standard(bytes):X4}\r\n");
    }

    /// <summary>Reads one frame and every lazy field of it.</summary>
    public static FrameError Touch(ReadOnlySpan<byte> input, out int consumed)
    {
        FrameError error = Hj212Codec.TryRead(input, Hj212ReadOptions.Default, out Hj212Frame frame, out consumed);
        Hj212Codec.PeekMn(input, out _);
        _ = frame.QnTime;
        _ = frame.DataTime;
        foreach (Hj212Item item in frame.Items)
        {
            _ = item.Code.Length + item.Field.Length + item.Value.Length;
        }

        return error;
    }

    public static Hj212Packet Packet(byte[] frame, Hj212ReadOptions? options = null)
    {
        Assert.Equal(FrameError.None, Hj212Codec.TryRead(frame, options ?? Hj212ReadOptions.Default, out Hj212Frame read, out int consumed));
        Assert.Equal(frame.Length, consumed);
        return read.ToPacket();
    }

    public static Hj212Deviations Deviations(byte[] frame, Hj212ReadOptions? options = null)
    {
        Assert.Equal(FrameError.None, Hj212Codec.TryRead(frame, options ?? Hj212ReadOptions.Default, out Hj212Frame read, out _));
        return read.Deviations;
    }
}
