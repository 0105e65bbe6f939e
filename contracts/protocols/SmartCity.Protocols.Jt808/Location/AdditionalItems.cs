using System.Buffers.Binary;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>
/// 位置附加信息项列表 (2013: tables 26–32): items of id byte, length byte, value. Kept as the bytes that came, so that
/// nothing unknown is lost; the known ones are read on demand. An item that is not there, or not of the length its table
/// gives, reads as null. Of an id that stands twice the first is read.
/// </summary>
/// <param name="bytes">The list as it stands in the body.</param>
public readonly struct AdditionalItems(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The list as it stands in the body.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>0x01 里程: odometer in tenths of a kilometre.</summary>
    public uint? MileageTenthsKm => UInt32(AdditionalItemIds.Mileage);

    /// <summary>0x02 油量: fuel gauge in tenths of a litre.</summary>
    public ushort? FuelTenthsLitre => UInt16(AdditionalItemIds.Fuel);

    /// <summary>0x03 行驶记录功能获取的速度: speed by the recorder in tenths of km/h.</summary>
    public ushort? RecorderSpeedTenthsKmh => UInt16(AdditionalItemIds.RecorderSpeed);

    /// <summary>0x04 需要人工确认报警事件的 ID: alarm a person must confirm (0x8203), from 1.</summary>
    public ushort? AlarmToConfirm => UInt16(AdditionalItemIds.AlarmToConfirm);

    /// <summary>0x11 超速报警附加信息.</summary>
    public OverspeedPlace? Overspeed => OverspeedPlace.Read(Find(AdditionalItemIds.Overspeed));

    /// <summary>0x12 进出区域/路线报警附加信息.</summary>
    public RegionCrossing? Crossing => RegionCrossing.Read(Find(AdditionalItemIds.RegionCrossing));

    /// <summary>0x13 路段行驶时间不足/过长报警附加信息.</summary>
    public SegmentTime? Segment => SegmentTime.Read(Find(AdditionalItemIds.SegmentTime));

    /// <summary>0x14 视频相关报警 (JT/T 1078): bits of video alarms.</summary>
    public uint? VideoAlarms => UInt32(AdditionalItemIds.VideoAlarms);

    /// <summary>0x25 扩展车辆信号状态位.</summary>
    public VehicleSignals? Signals => (VehicleSignals?)UInt32(AdditionalItemIds.Signals);

    /// <summary>0x2A IO 状态位: bit 0 deep sleep, bit 1 sleep.</summary>
    public ushort? IoStatus => UInt16(AdditionalItemIds.IoStatus);

    /// <summary>0x2B 模拟量: AD0 in bits 0–15, AD1 in bits 16–31.</summary>
    public uint? Analogue => UInt32(AdditionalItemIds.Analogue);

    /// <summary>0x30 无线通信网络信号强度, as the modem gives it.</summary>
    public byte? SignalStrength => Find(AdditionalItemIds.SignalStrength) is [var value] ? value : null;

    /// <summary>0x31 GNSS 定位卫星数.</summary>
    public byte? Satellites => Find(AdditionalItemIds.Satellites) is [var value] ? value : null;

    /// <summary>Whether bytes stand at the end that are no whole item: the list broke off. They are kept.</summary>
    public bool HasBrokenTail
    {
        get
        {
            Enumerator items = GetEnumerator();
            while (items.MoveNext())
            {
            }

            return items.Left > 0;
        }
    }

    /// <summary>The value of the first item with an id; empty when there is none.</summary>
    /// <param name="id">The item's id, known or not.</param>
    public ReadOnlySpan<byte> Find(byte id)
    {
        foreach (AdditionalItem item in this)
        {
            if (item.Id == id) return item.Value;
        }

        return default;
    }

    /// <summary>Walks the items in order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(Bytes.Span);

    private uint? UInt32(byte id) => Find(id) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : null;

    private ushort? UInt16(byte id) => Find(id) is { Length: 2 } value ? BinaryPrimitives.ReadUInt16BigEndian(value) : null;

    /// <summary>Walks the items of a list.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The item stood at.</summary>
        public AdditionalItem Current { get; private set; }

        internal readonly int Left => _rest.Length;

        /// <summary>Goes on to the next whole item; false at the end or where the list breaks off.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < 2 || _rest.Length - 2 < _rest[1]) return false;
            int length = _rest[1];
            Current = new AdditionalItem(_rest[0], _rest.Slice(2, length));
            _rest = _rest[(2 + length)..];
            return true;
        }
    }
}

/// <summary>One additional item.</summary>
public readonly ref struct AdditionalItem
{
    internal AdditionalItem(byte id, ReadOnlySpan<byte> value)
    {
        Id = id;
        Value = value;
    }

    /// <summary>Which item (table 27), or a maker's own.</summary>
    public byte Id { get; }

    /// <summary>Its value, 0–255 bytes.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
