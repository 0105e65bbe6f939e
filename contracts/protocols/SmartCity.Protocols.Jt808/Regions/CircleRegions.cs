using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>0x8600 设置圆形区域 (2011: 8.28; 2013: 8.35; 2019 adds night speed and name).</summary>
/// <param name="Action">Whether the terminal's are replaced, appended to or changed.</param>
/// <param name="Regions">The regions of this message.</param>
public sealed record CircleRegions(RegionAction Action, IReadOnlyList<CircleRegion> Regions) : Jt808Body
{
    /// <summary>2011 only: regions over all messages of the setting; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.SetCircles;

    /// <summary>Decodes the body; BadField when it ends before the regions it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count, 2019 more fields.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out CircleRegions? message)
    {
        var reader = new BodyReader(body);
        var action = (RegionAction)reader.Byte();
        int count = ListCount.Read(ref reader, edition, out byte total);
        CircleRegion[] regions = reader.List(count, 18, (ref BodyReader r) => CircleRegion.Read(ref r, edition));
        return reader.Accept(
            new CircleRegions(action, regions) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte((byte)Action);
        ListCount.Write(ref writer, edition, Regions.Count, TotalOverMessages);
        foreach (CircleRegion region in Regions) region.Write(ref writer, edition);
    }
}
