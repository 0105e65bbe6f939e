using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Information;

/// <summary>0x0303 信息点播/取消 (2013: 8.29; gone in 2019).</summary>
/// <param name="Kind">Which information of the menu.</param>
/// <param name="Wanted">True: 点播; false: 取消.</param>
public sealed record InformationRequest(byte Kind, bool Wanted) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.InformationRequest;

    /// <summary>Decodes the body; BadField when it is shorter than 2 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out InformationRequest? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(new InformationRequest(reader.Byte(), reader.Byte() != 0) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Kind);
        writer.Byte(Wanted ? (byte)1 : (byte)0);
    }
}
