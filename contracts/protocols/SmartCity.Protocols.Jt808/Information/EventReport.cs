using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Information;

/// <summary>0x0301 事件报告 (2013: 8.25; gone in 2019): the driver chose an event of the list 8301 set.</summary>
/// <param name="EventId">Which event.</param>
public sealed record EventReport(byte EventId) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.EventReport;

    /// <summary>Decodes the body; BadField when it is empty.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out EventReport? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(new EventReport(reader.Byte()) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(EventId);
    }
}
