namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>Sends a body too long for one frame as sub-packets with consecutive serial numbers (2013: 4.4.3, 7.12).</summary>
public static class Subpackets
{
    /// <summary>The frames of a message: one when it fits, otherwise its sub-packets.</summary>
    /// <param name="header">The header; its Sequence is the first frame's, the others count on from it.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="partBytes">Most bytes of body in a frame, 1–1023.</param>
    /// <exception cref="ArgumentException">More than 65535 parts.</exception>
    public static IReadOnlyList<byte[]> Split(in Jt808Header header, ReadOnlySpan<byte> body, int partBytes = Jt808Header.MaxBodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partBytes is >= 1 and <= Jt808Header.MaxBodyBytes, true, nameof(partBytes));
        if (body.Length <= partBytes) return [Jt808Frame.Encode(header, body)];
        ushort total = BodyWriter.Count16((body.Length + partBytes - 1) / partBytes, "sub-packets");
        var frames = new byte[total][];
        for (int i = 0; i < total; i++)
        {
            Jt808Header part = header with
            {
                Sequence = (ushort)(header.Sequence + i), SubpacketTotal = total, SubpacketIndex = (ushort)(i + 1),
            };
            frames[i] = Jt808Frame.Encode(part, body.Slice(i * partBytes, Math.Min(partBytes, body.Length - i * partBytes)));
        }

        return frames;
    }
}
