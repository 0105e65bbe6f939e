using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Data;

/// <summary>0x0900 数据上行透传 and 0x8900 数据下行透传 (2011: 8.49, 8.50; 2013: 8.61, 8.62).</summary>
/// <param name="Downlink">True: 8900, platform to terminal; false: 0900.</param>
/// <param name="Kind">0x00 GNSS detail, 0x0B IC card, 0x41 and 0x42 serial ports, F0–FF makers' own (table 93).</param>
/// <param name="Data">The content, as the kind lays it out.</param>
public sealed record Passthrough(bool Downlink, byte Kind, ReadOnlyMemory<byte> Data) : Jt808Body
{
    /// <summary>2011: bytes of the content over all messages; 0, the default, means those of this message.</summary>
    public uint TotalBytes { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => Downlink ? MessageIds.DownlinkPassthrough : MessageIds.UplinkPassthrough;

    /// <summary>Decodes a body of 0900; BadField when it is empty, or in 2011 shorter than it declares.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has lengths before the content.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryReadUplink(ReadOnlySpan<byte> body, Jt808Edition edition, out Passthrough? message) =>
        TryRead(downlink: false, body, edition, out message);

    /// <summary>Decodes a body of 8900; BadField when it is empty, or in 2011 shorter than it declares.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has lengths before the content.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryReadDownlink(ReadOnlySpan<byte> body, Jt808Edition edition, out Passthrough? message) =>
        TryRead(downlink: true, body, edition, out message);

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Kind);
        if (edition == Jt808Edition.V2011)
        {
            writer.UInt32(Math.Max(TotalBytes, (uint)Data.Length));
            writer.UInt16(BodyWriter.Count16(Data.Length, "bytes"));
        }

        writer.Bytes(Data.Span);
    }

    private static FrameError TryRead(bool downlink, ReadOnlySpan<byte> body, Jt808Edition edition, out Passthrough? message)
    {
        var reader = new BodyReader(body);
        byte kind = reader.Byte();
        if (edition != Jt808Edition.V2011) return reader.Accept(new Passthrough(downlink, kind, reader.Rest()), out message);
        uint total = reader.UInt32();
        byte[] data = reader.Take(reader.UInt16()).ToArray();
        return reader.Accept(new Passthrough(downlink, kind, data) { TotalBytes = total, Trailing = reader.Rest() }, out message);
    }
}
