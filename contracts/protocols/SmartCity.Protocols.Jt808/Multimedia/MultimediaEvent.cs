using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Multimedia;

/// <summary>0x0800 多媒体事件信息上传 (2013: 8.51): something was recorded.</summary>
/// <param name="MultimediaId">Above 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Format">How it is coded.</param>
/// <param name="Event">0 platform command, 1 timer, 2 robbery alarm, 3 collision or rollover, 4 door opened, 5 door closed, 6 door closed and speed above 20 km/h, 7 distance.</param>
/// <param name="Channel">Camera or microphone.</param>
public sealed record MultimediaEvent(
    uint MultimediaId, MultimediaKind Kind, MultimediaFormat Format, byte Event, byte Channel) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.MultimediaEvent;

    /// <summary>Decodes the body; BadField when it is shorter than 8 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out MultimediaEvent? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(
            new MultimediaEvent(
                reader.UInt32(), (MultimediaKind)reader.Byte(), (MultimediaFormat)reader.Byte(), reader.Byte(), reader.Byte())
            {
                Trailing = reader.Rest(),
            },
            out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt32(MultimediaId);
        writer.Byte((byte)Kind);
        writer.Byte((byte)Format);
        writer.Byte(Event);
        writer.Byte(Channel);
    }
}
