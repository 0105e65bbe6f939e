using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>The speed limit of a region or segment.</summary>
/// <param name="MaxKmh">Highest speed in km/h.</param>
/// <param name="OverspeedSeconds">How long it may be exceeded, in seconds.</param>
/// <param name="NightMaxKmh">2019: highest speed at night in km/h; null before. Written as <paramref name="MaxKmh"/> when null.</param>
public readonly record struct SpeedRule(ushort MaxKmh, byte OverspeedSeconds, ushort? NightMaxKmh = null)
{
    internal static SpeedRule Read(ref BodyReader reader, bool withNight)
    {
        (ushort max, byte seconds) = (reader.UInt16(), reader.Byte());
        return new SpeedRule(max, seconds, withNight ? reader.UInt16() : null);
    }

    internal void Write(ref BodyWriter writer, bool withNight)
    {
        writer.UInt16(MaxKmh);
        writer.Byte(OverspeedSeconds);
        if (withNight) WriteNight(ref writer);
    }

    internal void WriteNight(ref BodyWriter writer) => writer.UInt16(NightMaxKmh ?? MaxKmh);
}
