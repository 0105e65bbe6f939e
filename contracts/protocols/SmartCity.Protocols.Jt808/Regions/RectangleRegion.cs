using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>A region of rectangles (2013: 8.37). Coordinates in millionths of a degree, WGS-84.</summary>
/// <param name="Id">The region's id, given by the platform.</param>
/// <param name="NorthMicrodegrees">Latitude of the upper left corner.</param>
/// <param name="WestMicrodegrees">Longitude of the upper left corner.</param>
/// <param name="SouthMicrodegrees">Latitude of the lower right corner.</param>
/// <param name="EastMicrodegrees">Longitude of the lower right corner.</param>
/// <param name="Rules">When it counts and what it forbids.</param>
public sealed record RectangleRegion(
    uint Id, uint NorthMicrodegrees, uint WestMicrodegrees, uint SouthMicrodegrees, uint EastMicrodegrees, RegionRules Rules)
{
    internal static RectangleRegion Read(ref BodyReader reader, Jt808Edition edition)
    {
        uint id = reader.UInt32();
        var attributes = (RegionAttributes)reader.UInt16();
        return new RectangleRegion(
            id, reader.UInt32(), reader.UInt32(), reader.UInt32(), reader.UInt32(), RegionRules.Read(ref reader, attributes, edition));
    }

    internal void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt32(Id);
        writer.UInt16((ushort)Rules.Encoded);
        writer.UInt32(NorthMicrodegrees);
        writer.UInt32(WestMicrodegrees);
        writer.UInt32(SouthMicrodegrees);
        writer.UInt32(EastMicrodegrees);
        Rules.Write(ref writer, edition);
    }
}
