using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;

namespace SmartCity.Protocols.Jt808.Multimedia;

/// <summary>0x0801 多媒体数据上传 (2011: 8.42; 2013: 8.52), the recording itself, mostly in sub-packets.</summary>
/// <param name="MultimediaId">Above 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Format">How it is coded.</param>
/// <param name="Event">0 platform command, 1 timer, 2 robbery alarm, 3 collision or rollover, 4 door opened, 5 door closed, 6 door closed and speed above 20 km/h, 7 distance.</param>
/// <param name="Channel">Camera or microphone.</param>
/// <param name="Data">The recording; in 2011 the part of it this message carries.</param>
public sealed record MultimediaUpload(
    uint MultimediaId, MultimediaKind Kind, MultimediaFormat Format, byte Event, byte Channel,
    ReadOnlyMemory<byte> Data) : Jt808Body
{
    /// <summary>Where it was recorded, without items; null in 2011.</summary>
    public LocationReport? Location { get; init; }

    /// <summary>2011: how many parts the recording has; 1 by default.</summary>
    public uint PartTotal { get; init; } = 1;

    /// <summary>2011: which part this is, from 1; 1 by default.</summary>
    public uint PartIndex { get; init; } = 1;

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.MultimediaUpload;

    /// <summary>Decodes the body; BadField when it is shorter than 36 bytes (16 in 2011).</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 counts its parts here and has no location.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out MultimediaUpload? message)
    {
        var reader = new BodyReader(body);
        uint id = reader.UInt32();
        (byte kind, byte format, byte cause, byte channel) = (reader.Byte(), reader.Byte(), reader.Byte(), reader.Byte());
        bool parts = edition == Jt808Edition.V2011;
        (uint total, uint index) = parts ? (reader.UInt32(), reader.UInt32()) : (1, 1);
        LocationReport? location = parts ? null : LocationReport.Read(ref reader, LocationReport.BasicBytes);
        return reader.Accept(
            new MultimediaUpload(id, (MultimediaKind)kind, (MultimediaFormat)format, cause, channel, reader.Rest())
            {
                Location = location, PartTotal = total, PartIndex = index,
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
        if (edition == Jt808Edition.V2011)
        {
            writer.UInt32(PartTotal);
            writer.UInt32(PartIndex);
        }
        else
        {
            (Location ?? new LocationReport()).WriteBasics(ref writer);
        }
        
        writer.Bytes(Data.Span);
    }
}
