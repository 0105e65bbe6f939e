using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Data;

/// <summary>0x0901 数据压缩上报 (2013: 8.63). The data is a GZIP stream and stays compressed: unpacking is for a caller who sets itself a limit.</summary>
/// <param name="Gzip">The compressed message.</param>
public sealed record CompressedData(ReadOnlyMemory<byte> Gzip) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.CompressedData;

    /// <summary>Decodes the body; BadField when it ends before the length it declares.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out CompressedData? message)
    {
        var reader = new BodyReader(body);
        uint length = reader.UInt32();
        if (length > reader.Left) reader.Fail();
        return reader.Accept(
            new CompressedData(reader.Failed ? default : reader.Take((int)length).ToArray()) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt32((uint)Gzip.Length);
        writer.Bytes(Gzip.Span);
    }
}
