using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x0001 终端通用应答 (2013: 8.1).</summary>
/// <param name="AckSequence">Serial number of the platform's message.</param>
/// <param name="AckId">Id of the platform's message.</param>
/// <param name="Result">How it was taken.</param>
public sealed record TerminalAck(ushort AckSequence, ushort AckId, AckResult Result) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.TerminalAck;

    /// <summary>Decodes the body; BadField when it is shorter than 5 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out TerminalAck? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(
            new TerminalAck(reader.UInt16(), reader.UInt16(), (AckResult)reader.Byte()) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(AckSequence);
        writer.UInt16(AckId);
        writer.Byte((byte)Result);
    }
}
