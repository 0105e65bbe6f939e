using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>0x8500 车辆控制 (2013: 8.33; 2019 replaces the flag by a list of controls).</summary>
/// <param name="LockDoors">True: 车门加锁; false: 车门解锁.</param>
public sealed record VehicleControl(bool LockDoors) : Jt808Body
{
    private const ushort DoorControl = 1;

    /// <summary>Until 2013: the flag byte as it came; bits 1–7 are reserved. 0 by default.</summary>
    public byte Flags { get; init; }

    /// <summary>2019: how many controls the message counts; 1 by default.</summary>
    public ushort Count { get; init; } = 1;

    /// <summary>2019: whether the first control is the doors'; true by default. When false nothing before Trailing is understood.</summary>
    public bool HasDoorControl { get; init; } = true;

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.VehicleControl;

    /// <summary>Decodes the body; BadField when it is empty (shorter than 2 bytes in 2019).</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 has a list of controls, of which type 1, the doors, is defined; the others stay in Trailing.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out VehicleControl? message)
    {
        var reader = new BodyReader(body);
        if (edition != Jt808Edition.V2019)
        {
            byte flags = reader.Byte();
            return reader.Accept(new VehicleControl((flags & 1) != 0) { Flags = flags, Trailing = reader.Rest() }, out message);
        }

        ushort count = reader.UInt16();
        ReadOnlyMemory<byte> rest = reader.Rest();
        bool doors = rest.Span is [0, (byte)DoorControl, _, ..];
        return reader.Accept(
            new VehicleControl(doors && rest.Span[2] != 0) { Count = count, HasDoorControl = doors, Trailing = !doors ? rest : rest.Length == 3 ? default : rest[3..] },
            out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        if (edition != Jt808Edition.V2019)
        {
            writer.Byte((byte)((Flags & 0xFE) | (LockDoors ? 1 : 0)));
            return;
        }
        
        writer.UInt16(Count);
        if (!HasDoorControl) return;
        writer.UInt16(DoorControl);
        writer.Byte(LockDoors ? (byte)1 : (byte)0);
    }
}
