using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x0104 查询终端参数应答 (2011: 8.10; 2013: 8.12), the answer to 8104 and 8106.</summary>
/// <param name="AckSequence">Serial number of the query.</param>
/// <param name="Parameters">The terminal's parameters.</param>
public sealed record ParametersReply(ushort AckSequence, IReadOnlyList<TerminalParameter> Parameters) : Jt808Body
{
    /// <summary>2011 only: parameters over all messages of the reply; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.ParametersReply;

    /// <summary>Decodes the body; BadField when it ends before the parameters it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out ParametersReply? message)
    {
        var reader = new BodyReader(body);
        ushort sequence = reader.UInt16();
        TerminalParameter[] list = TerminalParameter.ReadList(ref reader, edition, out byte total);
        return reader.Accept(
            new ParametersReply(sequence, list) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(AckSequence);
        TerminalParameter.WriteList(ref writer, edition, Parameters, TotalOverMessages);
    }
}
