using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x8103 设置终端参数 (2011: 8.8; 2013: 8.9).</summary>
/// <param name="Parameters">The parameters of this message, at most 255; one id may stand several times.</param>
public sealed record SetParameters(IReadOnlyList<TerminalParameter> Parameters) : Jt808Body
{
    /// <summary>2011 only: parameters over all messages of the setting; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.SetParameters;

    /// <summary>Decodes the body; BadField when it ends before the parameters it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out SetParameters? message)
    {
        var reader = new BodyReader(body);
        TerminalParameter[] list = TerminalParameter.ReadList(ref reader, edition, out byte total);
        return reader.Accept(new SetParameters(list) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition) =>
        TerminalParameter.WriteList(ref writer, edition, Parameters, TotalOverMessages);
}
