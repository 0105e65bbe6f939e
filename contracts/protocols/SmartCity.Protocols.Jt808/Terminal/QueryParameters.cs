using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x8106 查询指定终端参数 (2013: 8.11); answered by 0104.</summary>
/// <param name="Ids">Which parameters, at most 255.</param>
public sealed record QueryParameters(IReadOnlyList<uint> Ids) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.QueryNamedParameters;

    /// <summary>Decodes the body; BadField when it ends before the ids it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out QueryParameters? message)
    {
        var reader = new BodyReader(body);
        uint[] ids = reader.List(reader.Byte(), 4, static (ref BodyReader r) => r.UInt32());
        return reader.Accept(new QueryParameters(ids) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(BodyWriter.Count8(Ids.Count, "parameter ids"));
        foreach (uint id in Ids) writer.UInt32(id);
    }
}
