using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>0x0500 车辆控制应答 (2013: 8.34): the status bits of the report say whether the control took effect.</summary>
/// <param name="AckSequence">Serial number of the control.</param>
/// <param name="Report">The vehicle after it.</param>
public sealed record VehicleControlReply(ushort AckSequence, LocationReport Report) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.VehicleControlReply;

    /// <summary>Decodes the body; BadField when it is shorter than 30 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out VehicleControlReply? message)
    {
        var reader = new BodyReader(body);
        ushort sequence = reader.UInt16();
        return reader.Accept(new VehicleControlReply(sequence, LocationReport.Read(ref reader, reader.Left)), out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(AckSequence);
        Report.Write(ref writer, edition);
    }
}
