using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>What circles, rectangles and polygons have in common.</summary>
/// <param name="Attributes">What the region is for; bits Time and Speed follow from the next two.</param>
/// <param name="Window">When it counts; null: always.</param>
/// <param name="Speed">Its speed limit; null: none.</param>
/// <param name="Name">2019: its name, GBK; empty before.</param>
public sealed record RegionRules(RegionAttributes Attributes, TimeWindow? Window = null, SpeedRule? Speed = null, string Name = "")
{
    private const RegionAttributes Following = RegionAttributes.Time | RegionAttributes.Speed;

    internal RegionAttributes Encoded => (Attributes & ~Following)
        | (Window is null ? 0 : RegionAttributes.Time) | (Speed is null ? 0 : RegionAttributes.Speed);

    /// <summary>What stands after the shape of circles and rectangles; a polygon has its points in the middle.</summary>
    internal static RegionRules Read(ref BodyReader reader, RegionAttributes attributes, Jt808Edition edition)
    {
        bool v2019 = edition == Jt808Edition.V2019;
        TimeWindow? window = ReadWindow(ref reader, attributes);
        SpeedRule? speed = attributes.HasFlag(RegionAttributes.Speed) ? SpeedRule.Read(ref reader, v2019) : null;
        return new RegionRules(attributes, window, speed, v2019 ? reader.Text(reader.UInt16()) : "");
    }

    internal static TimeWindow? ReadWindow(ref BodyReader reader, RegionAttributes attributes) =>
        attributes.HasFlag(RegionAttributes.Time) ? TimeWindow.Read(ref reader) : null;

    internal void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        bool v2019 = edition == Jt808Edition.V2019;
        Window?.Write(ref writer);
        Speed?.Write(ref writer, v2019);
        if (v2019) writer.Text16(Name);
    }
}
