using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>A turning point and the segment from it to the next (table 68), WGS-84.</summary>
/// <param name="Id">The turning point's id.</param>
/// <param name="SegmentId">The segment's id.</param>
/// <param name="LatitudeMicrodegrees">Millionths of a degree.</param>
/// <param name="LongitudeMicrodegrees">Millionths of a degree.</param>
/// <param name="WidthMetres">Width of the segment in metres.</param>
/// <param name="Attributes">Table 69: bit 2 south, bit 3 west; bits 0 and 1 follow from the next two.</param>
/// <param name="DrivingTime">Least and most time on the segment; null: not watched.</param>
/// <param name="Speed">Its speed limit; null: none.</param>
public sealed record RouteTurn(
    uint Id, uint SegmentId, uint LatitudeMicrodegrees, uint LongitudeMicrodegrees, byte WidthMetres, byte Attributes,
    DrivingTime? DrivingTime = null, SpeedRule? Speed = null)
{
    private const int TimeBit = 1, SpeedBit = 2;

    internal static RouteTurn Read(ref BodyReader reader, Jt808Edition edition)
    {
        (uint id, uint segment, uint latitude, uint longitude) = (reader.UInt32(), reader.UInt32(), reader.UInt32(), reader.UInt32());
        (byte width, byte attributes) = (reader.Byte(), reader.Byte());
        DrivingTime? time = (attributes & TimeBit) != 0 ? new DrivingTime(reader.UInt16(), reader.UInt16()) : null;
        SpeedRule? speed = (attributes & SpeedBit) != 0 ? SpeedRule.Read(ref reader, edition == Jt808Edition.V2019) : null;
        return new RouteTurn(id, segment, latitude, longitude, width, attributes, time, speed);
    }

    internal void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        int following = (DrivingTime is null ? 0 : TimeBit) | (Speed is null ? 0 : SpeedBit);
        writer.UInt32(Id);
        writer.UInt32(SegmentId);
        writer.UInt32(LatitudeMicrodegrees);
        writer.UInt32(LongitudeMicrodegrees);
        writer.Byte(WidthMetres);
        writer.Byte((byte)((Attributes & ~(TimeBit | SpeedBit)) | following));
        if (DrivingTime is { } time)
        {
            writer.UInt16(time.MostSeconds);
            writer.UInt16(time.LeastSeconds);
        }

        Speed?.Write(ref writer, edition == Jt808Edition.V2019);
    }
}

/// <summary>How long a segment should take.</summary>
/// <param name="MostSeconds">路段行驶过长阈值, in seconds.</param>
/// <param name="LeastSeconds">路段行驶不足阈值, in seconds.</param>
public readonly record struct DrivingTime(ushort MostSeconds, ushort LeastSeconds);
