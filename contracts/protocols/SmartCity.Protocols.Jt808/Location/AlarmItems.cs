using System.Buffers.Binary;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>What kind of place an alarm speaks of (tables 28 and 29).</summary>
public enum PlaceKind : byte
{
    /// <summary>无特定位置.</summary>
    None = 0,
    /// <summary>圆形区域.</summary>
    Circle = 1,
    /// <summary>矩形区域.</summary>
    Rectangle = 2,
    /// <summary>多边形区域.</summary>
    Polygon = 3,
    /// <summary>路段 (overspeed) or 路线 (crossing).</summary>
    Route = 4,
}

/// <summary>Additional item 0x11, where the speed limit holds (table 28).</summary>
/// <param name="Kind">None: anywhere.</param>
/// <param name="PlaceId">Region or segment; not sent, and 0, when Kind is None.</param>
public readonly record struct OverspeedPlace(PlaceKind Kind, uint PlaceId)
{
    internal static OverspeedPlace? Read(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => new OverspeedPlace((PlaceKind)value[0], 0),
        5 => new OverspeedPlace((PlaceKind)value[0], BinaryPrimitives.ReadUInt32BigEndian(value[1..])),
        _ => null,
    };

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Kind == PlaceKind.None ? 1 : 5];
        bytes[0] = (byte)Kind;
        if (bytes.Length == 5) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), PlaceId);
        return bytes;
    }
}

/// <summary>Additional item 0x12, a region or route entered or left (table 29).</summary>
/// <param name="Kind">What kind of place.</param>
/// <param name="PlaceId">Region or route.</param>
/// <param name="Left">False: entered; true: left.</param>
public readonly record struct RegionCrossing(PlaceKind Kind, uint PlaceId, bool Left)
{
    internal static RegionCrossing? Read(ReadOnlySpan<byte> value) => value.Length == 6
        ? new RegionCrossing((PlaceKind)value[0], BinaryPrimitives.ReadUInt32BigEndian(value[1..]), value[5] != 0)
        : null;

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[6];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), PlaceId);
        bytes[5] = Left ? (byte)1 : (byte)0;
        return bytes;
    }
}

/// <summary>Additional item 0x13, a route segment driven too fast or too slowly (table 30).</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="Seconds">Time taken, in seconds.</param>
/// <param name="TooLong">False: less than the least; true: more than the most.</param>
public readonly record struct SegmentTime(uint SegmentId, ushort Seconds, bool TooLong)
{
    /// <summary>7 bytes; 2011 calls the result a word in a table that says 7 bytes in all, so 8 are read as well.</summary>
    internal static SegmentTime? Read(ReadOnlySpan<byte> value) => value.Length is 7 or 8
        ? new SegmentTime(BinaryPrimitives.ReadUInt32BigEndian(value), BinaryPrimitives.ReadUInt16BigEndian(value[4..]), value[^1] != 0)
        : null;

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[7];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, SegmentId);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), Seconds);
        bytes[6] = TooLong ? (byte)1 : (byte)0;
        return bytes;
    }
}

/// <summary>Additional item 0x25, 扩展车辆信号状态位 (table 31).</summary>
[Flags]
public enum VehicleSignals : uint
{
    /// <summary>None on.</summary>
    None = 0,
    /// <summary>近光灯.</summary>
    LowBeam = 1 << 0,
    /// <summary>远光灯.</summary>
    HighBeam = 1 << 1,
    /// <summary>右转向灯.</summary>
    RightTurn = 1 << 2,
    /// <summary>左转向灯.</summary>
    LeftTurn = 1 << 3,
    /// <summary>制动.</summary>
    Brake = 1 << 4,
    /// <summary>倒档.</summary>
    Reverse = 1 << 5,
    /// <summary>雾灯.</summary>
    FogLamp = 1 << 6,
    /// <summary>示廓灯.</summary>
    Outline = 1 << 7,
    /// <summary>喇叭.</summary>
    Horn = 1 << 8,
    /// <summary>空调.</summary>
    AirConditioning = 1 << 9,
    /// <summary>空挡.</summary>
    Neutral = 1 << 10,
    /// <summary>缓速器.</summary>
    Retarder = 1 << 11,
    /// <summary>ABS.</summary>
    Abs = 1 << 12,
    /// <summary>加热器.</summary>
    Heater = 1 << 13,
    /// <summary>离合器.</summary>
    Clutch = 1 << 14,
}
