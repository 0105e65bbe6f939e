using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Information;

/// <summary>0x8301 事件设置 (2011: 8.17; 2013: 8.24; gone in 2019): the events a driver may report with 0301.</summary>
/// <param name="Action">0 delete all (nothing follows), 1 replace, 2 append, 3 change, 4 delete the named ones.</param>
/// <param name="Events">The events; their texts are empty with action 4.</param>
public sealed record EventSettings(byte Action, IReadOnlyList<EventChoice> Events) : Jt808Body
{
    /// <summary>2011 only: events over all messages of the setting; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.EventSettings;

    /// <summary>Decodes the body; BadField when it ends before the events it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out EventSettings? message)
    {
        var reader = new BodyReader(body);
        byte action = reader.Byte(), total = 0;
        EventChoice[] events = action == 0 ? [] : reader.List(
            ListCount.Read(ref reader, edition, out total), 2, static (ref BodyReader r) => new EventChoice(r.Byte(), r.Text(r.Byte())));
        return reader.Accept(
            new EventSettings(action, events) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Action);
        if (Action == 0) return;
        ListCount.Write(ref writer, edition, Events.Count, TotalOverMessages);
        foreach (EventChoice choice in Events)
        {
            writer.Byte(choice.Id);
            writer.Text8(choice.Text);
        }
    }
}
