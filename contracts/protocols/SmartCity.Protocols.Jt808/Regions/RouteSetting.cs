using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>0x8606 设置路线 (2011: 8.34; 2013: 8.41; 2019 adds night speeds and a name).</summary>
/// <param name="Id">The route's id, given by the platform.</param>
/// <param name="Attributes">What the route is for; bit Time follows from <paramref name="Window"/>.</param>
/// <param name="Window">When it counts; null: always.</param>
/// <param name="Turns">Its turning points in order.</param>
/// <param name="Name">2019: its name, GBK; empty before.</param>
public sealed record RouteSetting(
    uint Id, RegionAttributes Attributes, TimeWindow? Window, IReadOnlyList<RouteTurn> Turns, string Name = "") : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.SetRoute;

    /// <summary>Decodes the body; BadField when it ends before the turning points it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 has more fields.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out RouteSetting? message)
    {
        var reader = new BodyReader(body);
        uint id = reader.UInt32();
        var attributes = (RegionAttributes)reader.UInt16();
        TimeWindow? window = RegionRules.ReadWindow(ref reader, attributes);
        RouteTurn[] turns = reader.List(reader.UInt16(), 18, (ref BodyReader r) => RouteTurn.Read(ref r, edition));
        string name = edition == Jt808Edition.V2019 ? reader.Text(reader.UInt16()) : "";
        return reader.Accept(
            new RouteSetting(id, attributes, window, turns, name) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        RegionAttributes time = Window is null ? 0 : RegionAttributes.Time;
        writer.UInt32(Id);
        writer.UInt16((ushort)((Attributes & ~RegionAttributes.Time) | time));
        Window?.Write(ref writer);
        writer.UInt16(BodyWriter.Count16(Turns.Count, "turning points"));
        foreach (RouteTurn turn in Turns) turn.Write(ref writer, edition);
        if (edition == Jt808Edition.V2019) writer.Text16(Name);
    }
}
