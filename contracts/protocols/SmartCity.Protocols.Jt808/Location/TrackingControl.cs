using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>0x8202 临时位置跟踪控制 (2013: 8.21).</summary>
/// <param name="IntervalSeconds">Seconds between reports; 0 stops the tracking.</param>
/// <param name="ValidSeconds">Seconds the tracking lasts; not sent, and 0, when it stops.</param>
public sealed record TrackingControl(ushort IntervalSeconds, uint ValidSeconds) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.TrackingControl;

    /// <summary>Decodes the body; BadField when it is shorter than 6 bytes (2 for a stop).</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out TrackingControl? message)
    {
        var reader = new BodyReader(body);
        ushort interval = reader.UInt16();
        uint valid = interval == 0 ? 0 : reader.UInt32();
        return reader.Accept(new TrackingControl(interval, valid) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(IntervalSeconds);
        if (IntervalSeconds != 0) writer.UInt32(ValidSeconds);
    }
}
