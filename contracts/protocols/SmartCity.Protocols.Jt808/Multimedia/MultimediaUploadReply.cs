using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Multimedia;

/// <summary>0x8800 多媒体数据上传应答 (2011: 8.43; 2013: 8.53).</summary>
/// <param name="MultimediaId">The recording.</param>
/// <param name="PartsWanted">Indexes, from 1, of the parts to send again; empty: all is here.</param>
public sealed record MultimediaUploadReply(uint MultimediaId, IReadOnlyList<ushort> PartsWanted) : Jt808Body
{
    /// <summary>2011: serial number of the upload; 0 from 2013, which does not send it.</summary>
    public ushort AckSequence { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.MultimediaUploadReply;

    /// <summary>Decodes the body; BadField when it ends before the parts it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a serial number in front.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out MultimediaUploadReply? message)
    {
        var reader = new BodyReader(body);
        ushort sequence = edition == Jt808Edition.V2011 ? reader.UInt16() : (ushort)0;
        uint id = reader.UInt32();
        ushort[] parts = reader.Left == 0 ? [] : reader.List(reader.Byte(), 2, static (ref BodyReader r) => r.UInt16());
        return reader.Accept(
            new MultimediaUploadReply(id, parts) { AckSequence = sequence, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        if (edition == Jt808Edition.V2011) writer.UInt16(AckSequence);
        writer.UInt32(MultimediaId);
        if (PartsWanted.Count == 0) return;
        writer.Byte(BodyWriter.Count8(PartsWanted.Count, "parts"));
        foreach (ushort part in PartsWanted) writer.UInt16(part);
    }
}
