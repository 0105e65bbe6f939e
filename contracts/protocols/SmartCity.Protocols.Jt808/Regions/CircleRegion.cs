using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>A region of circles (2013: 8.35). Coordinates in millionths of a degree, WGS-84.</summary>
/// <param name="Id">The region's id, given by the platform.</param>
/// <param name="LatitudeMicrodegrees">Centre.</param>
/// <param name="LongitudeMicrodegrees">Centre.</param>
/// <param name="RadiusMetres">Radius in metres.</param>
/// <param name="Rules">When it counts and what it forbids.</param>
public sealed record CircleRegion(
    uint Id, uint LatitudeMicrodegrees, uint LongitudeMicrodegrees, uint RadiusMetres, RegionRules Rules)
{
    internal static CircleRegion Read(ref BodyReader reader, Jt808Edition edition)
    {
        uint id = reader.UInt32();
        var attributes = (RegionAttributes)reader.UInt16();
        return new CircleRegion(
            id, reader.UInt32(), reader.UInt32(), reader.UInt32(), RegionRules.Read(ref reader, attributes, edition));
    }

    internal void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt32(Id);
        writer.UInt16((ushort)Rules.Encoded);
        writer.UInt32(LatitudeMicrodegrees);
        writer.UInt32(LongitudeMicrodegrees);
        writer.UInt32(RadiusMetres);
        Rules.Write(ref writer, edition);
    }
}
