using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x8003 补传分包请求 (2013: 8.4; 2019 counts in a word).</summary>
/// <param name="FirstSequence">Serial number of the first sub-packet of the message.</param>
/// <param name="Parts">Indexes, from 1, of the sub-packets wanted again.</param>
public sealed record ResendRequest(ushort FirstSequence, IReadOnlyList<ushort> Parts) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.ResendRequest;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 counts in a word, 2013 in a byte.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when the body ends before the parts it counts.</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out ResendRequest? message)
    {
        var reader = new BodyReader(body);
        ushort first = reader.UInt16();
        int count = edition == Jt808Edition.V2019 ? reader.UInt16() : reader.Byte();
        ushort[] parts = reader.List(count, 2, static (ref BodyReader r) => r.UInt16());
        return reader.Accept(new ResendRequest(first, parts) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(FirstSequence);
        if (edition == Jt808Edition.V2019) writer.UInt16(BodyWriter.Count16(Parts.Count, "parts"));
        else writer.Byte(BodyWriter.Count8(Parts.Count, "parts"));
        foreach (ushort part in Parts) writer.UInt16(part);
    }
}
