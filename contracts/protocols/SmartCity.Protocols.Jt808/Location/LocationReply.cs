using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>0x0201 位置信息查询应答 (2011: 8.14; 2013: 8.20), the answer to 8201.</summary>
/// <param name="AckSequence">Serial number of the query; 0 in 2011, which does not send it.</param>
/// <param name="Report">Where the vehicle is.</param>
public sealed record LocationReply(ushort AckSequence, LocationReport Report) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.LocationReply;

    /// <summary>Decodes the body; BadField when it is shorter than 30 bytes (28 in 2011).</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has no serial number.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out LocationReply? message)
    {
        var reader = new BodyReader(body);
        ushort sequence = edition == Jt808Edition.V2011 ? (ushort)0 : reader.UInt16();
        return reader.Accept(new LocationReply(sequence, LocationReport.Read(ref reader, reader.Left)), out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        if (edition != Jt808Edition.V2011) writer.UInt16(AckSequence);
        Report.Write(ref writer, edition);
    }
}
