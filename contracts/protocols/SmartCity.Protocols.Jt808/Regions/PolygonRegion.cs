using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>0x8604 设置多边形区域 (2011: 8.32; 2013: 8.39; 2019 adds night speed and name after the points).</summary>
/// <param name="Id">The region's id, given by the platform.</param>
/// <param name="Rules">When it counts and what it forbids.</param>
/// <param name="Vertices">Its corners in order.</param>
public sealed record PolygonRegion(uint Id, RegionRules Rules, IReadOnlyList<Vertex> Vertices) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.SetPolygon;

    /// <summary>Decodes the body; BadField when it ends before the corners it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 has more fields.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out PolygonRegion? message)
    {
        bool v2019 = edition == Jt808Edition.V2019;
        var reader = new BodyReader(body);
        uint id = reader.UInt32();
        var attributes = (RegionAttributes)reader.UInt16();
        TimeWindow? window = RegionRules.ReadWindow(ref reader, attributes);
        SpeedRule? speed = attributes.HasFlag(RegionAttributes.Speed) ? SpeedRule.Read(ref reader, withNight: false) : null;
        Vertex[] vertices = reader.List(reader.UInt16(), 8, static (ref BodyReader r) => new Vertex(r.UInt32(), r.UInt32()));
        if (v2019 && speed is { } rule) speed = rule with { NightMaxKmh = reader.UInt16() };
        string name = v2019 ? reader.Text(reader.UInt16()) : "";
        var rules = new RegionRules(attributes, window, speed, name);
        return reader.Accept(new PolygonRegion(id, rules, vertices) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt32(Id);
        writer.UInt16((ushort)Rules.Encoded);
        Rules.Window?.Write(ref writer);
        Rules.Speed?.Write(ref writer, withNight: false);
        writer.UInt16(BodyWriter.Count16(Vertices.Count, "corners"));
        foreach (Vertex vertex in Vertices)
        {
            writer.UInt32(vertex.LatitudeMicrodegrees);
            writer.UInt32(vertex.LongitudeMicrodegrees);
        }

        if (edition != Jt808Edition.V2019) return;
        Rules.Speed?.WriteNight(ref writer);
        writer.Text16(Rules.Name);
    }
}

/// <summary>A corner of a polygon (table 64), WGS-84.</summary>
/// <param name="LatitudeMicrodegrees">Millionths of a degree.</param>
/// <param name="LongitudeMicrodegrees">Millionths of a degree.</param>
public readonly record struct Vertex(uint LatitudeMicrodegrees, uint LongitudeMicrodegrees);
