using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>0x8203 人工确认报警消息 (2013: 8.22): a person at the platform has taken the alarm.</summary>
/// <param name="AlarmSequence">Serial number of the report that carried the alarm; 0 for all of the kinds named.</param>
/// <param name="Alarms">Which alarms are confirmed; table 36 allows bits 0, 3, 20–22, 27 and 28.</param>
public sealed record AlarmConfirmation(ushort AlarmSequence, AlarmFlags Alarms) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.AlarmConfirmation;

    /// <summary>Decodes the body; BadField when it is shorter than 6 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out AlarmConfirmation? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(
            new AlarmConfirmation(reader.UInt16(), (AlarmFlags)reader.UInt32()) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(AlarmSequence);
        writer.UInt32((uint)Alarms);
    }
}
