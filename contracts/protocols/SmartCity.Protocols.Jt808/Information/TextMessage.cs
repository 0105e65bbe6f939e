using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Information;

/// <summary>0x8300 文本信息下发 (2013: 8.23; 2019 adds a kind).</summary>
/// <param name="Flags">Bits until 2013: 0 urgent, 2 display, 3 read aloud, 4 advertising screen, 5 CAN fault codes (from 2013). 2019: bits 0–1 01 service, 10 urgent, 11 notice.</param>
/// <param name="Text">At most 1024 bytes in GBK.</param>
public sealed record TextMessage(byte Flags, string Text) : Jt808Body
{
    /// <summary>2019: 1 notice, 2 service. 1 by default; not sent before 2019.</summary>
    public byte Kind { get; init; } = 1;

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.TextMessage;

    /// <summary>Decodes the body; BadField when it is empty (shorter than 2 bytes in 2019).</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 has a kind after the flags.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out TextMessage? message)
    {
        var reader = new BodyReader(body);
        byte flags = reader.Byte();
        byte kind = edition == Jt808Edition.V2019 ? reader.Byte() : (byte)1;
        return reader.Accept(new TextMessage(flags, reader.RestText()) { Kind = kind }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Flags);
        if (edition == Jt808Edition.V2019) writer.Byte(Kind);
        writer.Text(Text);
    }
}
