using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Multimedia;

/// <summary>0x8801 摄像头立即拍摄命令 (2011: 8.44; 2013: 8.54).</summary>
/// <param name="Channel">Camera, from 1.</param>
/// <param name="Shots">0 stop, 0xFFFF video, otherwise the number of pictures.</param>
/// <param name="Seconds">Between pictures, or of video; 0: as short as can be, or on and on.</param>
/// <param name="Store">True: keep on the terminal; false: upload now.</param>
/// <param name="Resolution">1 320×240, 2 640×480, 3 800×600, 4 1024×768, 5 QCIF, 6 CIF, 7 half D1, 8 D1.</param>
/// <param name="Quality">1 the least lossy to 10 the most compressed.</param>
/// <param name="Brightness">0–255.</param>
/// <param name="Contrast">0–127.</param>
/// <param name="Saturation">0–127.</param>
/// <param name="Chroma">0–255.</param>
public sealed record CameraShot(
    byte Channel, ushort Shots, ushort Seconds, bool Store,
    byte Resolution, byte Quality, byte Brightness, byte Contrast, byte Saturation, byte Chroma) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.CameraShot;

    /// <summary>Decodes the body; BadField when it is shorter than 12 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out CameraShot? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(
            new CameraShot(
                reader.Byte(), reader.UInt16(), reader.UInt16(), reader.Byte() != 0,
                reader.Byte(), reader.Byte(), reader.Byte(), reader.Byte(), reader.Byte(), reader.Byte())
            {
                Trailing = reader.Rest(),
            },
            out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Channel);
        writer.UInt16(Shots);
        writer.UInt16(Seconds);
        writer.Byte(Store ? (byte)1 : (byte)0);
        writer.Bytes([Resolution, Quality, Brightness, Contrast, Saturation, Chroma]);
    }
}
