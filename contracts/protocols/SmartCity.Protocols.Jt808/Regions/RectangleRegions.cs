using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>0x8602 设置矩形区域 (2011: 8.30; 2013: 8.37; 2019 adds night speed and name).</summary>
/// <param name="Action">Whether the terminal's are replaced, appended to or changed.</param>
/// <param name="Regions">The regions of this message.</param>
public sealed record RectangleRegions(RegionAction Action, IReadOnlyList<RectangleRegion> Regions) : Jt808Body
{
    /// <summary>2011 only: regions over all messages of the setting; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.SetRectangles;

    /// <summary>Decodes the body; BadField when it ends before the regions it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count, 2019 more fields.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out RectangleRegions? message)
    {
        var reader = new BodyReader(body);
        var action = (RegionAction)reader.Byte();
        int count = ListCount.Read(ref reader, edition, out byte total);
        RectangleRegion[] regions = reader.List(count, 22, (ref BodyReader r) => RectangleRegion.Read(ref r, edition));
        return reader.Accept(
            new RectangleRegions(action, regions) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte((byte)Action);
        ListCount.Write(ref writer, edition, Regions.Count, TotalOverMessages);
        foreach (RectangleRegion region in Regions) region.Write(ref writer, edition);
    }
}
