using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x8105 终端控制 (2013: 8.13, tables 17–19).</summary>
/// <param name="Command">1 wireless upgrade, 2 connect to a given server, 3 power off, 4 reset, 5 factory settings, 6 close data link, 7 close all radio.</param>
/// <param name="Arguments">
/// For commands 1 and 2: fields separated by ';'. Texts are GBK, but ports and times are binary words, in which ';' may
/// occur, so the bytes are kept as they are; <see cref="ArgumentText"/> shows them.
/// </param>
public sealed record TerminalControl(byte Command, ReadOnlyMemory<byte> Arguments) : Jt808Body
{
    /// <summary>The arguments read as text.</summary>
    public string ArgumentText => ChineseText.Decode(Arguments.Span);

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.TerminalControl;

    /// <summary>Decodes the body; BadField when it is empty.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out TerminalControl? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(new TerminalControl(reader.Byte(), reader.Rest()), out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Command);
        writer.Bytes(Arguments.Span);
    }
}
