using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>0x8401 设置电话本 (2011: 8.25; 2013: 8.32).</summary>
/// <param name="Action">0 delete all, 1 replace, 2 append, 3 change by contact.</param>
/// <param name="Contacts">The contacts of this message.</param>
public sealed record PhoneBook(byte Action, IReadOnlyList<Contact> Contacts) : Jt808Body
{
    /// <summary>2011 only: contacts over all messages of the setting; 0, the default, means those of this message.</summary>
    public byte TotalOverMessages { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.PhoneBook;

    /// <summary>Decodes the body; BadField when it ends before the contacts it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 has a second count.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out PhoneBook? message)
    {
        var reader = new BodyReader(body);
        byte action = reader.Byte(), total = 0;
        Contact[] contacts = action == 0 && reader.Left == 0 ? [] : reader.List(
            ListCount.Read(ref reader, edition, out total), 3, static (ref BodyReader r) => Contact.Read(ref r));
        return reader.Accept(
            new PhoneBook(action, contacts) { TotalOverMessages = total, Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Action);
        ListCount.Write(ref writer, edition, Contacts.Count, TotalOverMessages);
        foreach (Contact contact in Contacts)
        {
            writer.Byte((byte)contact.Direction);
            writer.Text8(contact.PhoneNumber);
            writer.Text8(contact.Name);
        }
    }
}
