using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>0x8601, 0x8603, 0x8605, 0x8607 删除圆形区域/矩形区域/多边形区域/路线 (2013: 8.36, 8.38, 8.40, 8.42).</summary>
/// <param name="Id">Which of the four messages.</param>
/// <param name="Regions">Ids to delete, at most 125; empty: all of that kind.</param>
public sealed record RegionDeletion(ushort Id, IReadOnlyList<uint> Regions) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => Id;

    /// <summary>Decodes the body; BadField when it ends before the ids it counts.</summary>
    /// <param name="messageId">Which of the four messages.</param>
    /// <param name="body">The body.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ushort messageId, ReadOnlySpan<byte> body, out RegionDeletion? message)
    {
        var reader = new BodyReader(body);
        uint[] ids = reader.List(reader.Byte(), 4, static (ref BodyReader r) => r.UInt32());
        return reader.Accept(new RegionDeletion(messageId, ids) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(BodyWriter.Count8(Regions.Count, "ids"));
        foreach (uint id in Regions) writer.UInt32(id);
    }
}
