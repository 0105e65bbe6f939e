using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>Puts a list of additional items together: <c>new AdditionalItemsBuilder().Mileage(123).Satellites(9).Build()</c>.</summary>
public sealed class AdditionalItemsBuilder
{
    private readonly List<byte> _bytes = [];

    /// <summary>Adds an item of any id.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="value">At most 255 bytes.</param>
    /// <exception cref="ArgumentException">The value is longer than its length byte can say.</exception>
    public AdditionalItemsBuilder Add(byte id, ReadOnlySpan<byte> value)
    {
        _bytes.Add(id);
        _bytes.Add(BodyWriter.Count8(value.Length, "bytes of an additional item"));
        _bytes.AddRange(value);
        return this;
    }

    /// <summary>0x01, tenths of a kilometre.</summary>
    /// <param name="tenthsKm">The odometer.</param>
    public AdditionalItemsBuilder Mileage(uint tenthsKm) => UInt32(AdditionalItemIds.Mileage, tenthsKm);

    /// <summary>0x02, tenths of a litre.</summary>
    /// <param name="tenthsLitre">The fuel gauge.</param>
    public AdditionalItemsBuilder Fuel(ushort tenthsLitre) => UInt16(AdditionalItemIds.Fuel, tenthsLitre);

    /// <summary>0x03, tenths of km/h.</summary>
    /// <param name="tenthsKmh">The recorder's speed.</param>
    public AdditionalItemsBuilder RecorderSpeed(ushort tenthsKmh) => UInt16(AdditionalItemIds.RecorderSpeed, tenthsKmh);

    /// <summary>0x04.</summary>
    /// <param name="alarm">Id of the alarm, from 1.</param>
    public AdditionalItemsBuilder AlarmToConfirm(ushort alarm) => UInt16(AdditionalItemIds.AlarmToConfirm, alarm);

    /// <summary>0x11.</summary>
    /// <param name="place">Where the limit holds.</param>
    public AdditionalItemsBuilder Overspeed(OverspeedPlace place) => Add(AdditionalItemIds.Overspeed, place.ToBytes());

    /// <summary>0x12.</summary>
    /// <param name="crossing">What was entered or left.</param>
    public AdditionalItemsBuilder Crossing(RegionCrossing crossing) => Add(AdditionalItemIds.RegionCrossing, crossing.ToBytes());

    /// <summary>0x13.</summary>
    /// <param name="segment">Which segment took how long.</param>
    public AdditionalItemsBuilder Segment(SegmentTime segment) => Add(AdditionalItemIds.SegmentTime, segment.ToBytes());

    /// <summary>0x14 (JT/T 1078).</summary>
    /// <param name="bits">Video alarms.</param>
    public AdditionalItemsBuilder VideoAlarms(uint bits) => UInt32(AdditionalItemIds.VideoAlarms, bits);

    /// <summary>0x25.</summary>
    /// <param name="signals">Lamps, brake and the like.</param>
    public AdditionalItemsBuilder Signals(VehicleSignals signals) => UInt32(AdditionalItemIds.Signals, (uint)signals);

    /// <summary>0x2A.</summary>
    /// <param name="bits">Bit 0 deep sleep, bit 1 sleep.</param>
    public AdditionalItemsBuilder IoStatus(ushort bits) => UInt16(AdditionalItemIds.IoStatus, bits);

    /// <summary>0x2B.</summary>
    /// <param name="value">AD0 in the low word, AD1 in the high.</param>
    public AdditionalItemsBuilder Analogue(uint value) => UInt32(AdditionalItemIds.Analogue, value);

    /// <summary>0x30.</summary>
    /// <param name="strength">As the modem gives it.</param>
    public AdditionalItemsBuilder SignalStrength(byte strength) => Add(AdditionalItemIds.SignalStrength, [strength]);

    /// <summary>0x31.</summary>
    /// <param name="count">Satellites in the fix.</param>
    public AdditionalItemsBuilder Satellites(byte count) => Add(AdditionalItemIds.Satellites, [count]);

    /// <summary>The list.</summary>
    public AdditionalItems Build() => new(_bytes.ToArray());

    private AdditionalItemsBuilder UInt32(byte id, uint value) =>
        Add(id, [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private AdditionalItemsBuilder UInt16(byte id, ushort value) => Add(id, [(byte)(value >> 8), (byte)value]);
}
