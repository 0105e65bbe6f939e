using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>0x0705 CAN 总线数据上传 (2013: 8.50).</summary>
/// <param name="ReceivedDigits">When the first item was received, the ten digits hh-mm-ss-msms as they came; see <see cref="ReceivedAt"/>.</param>
/// <param name="Items">The frames taken from the bus.</param>
public sealed record CanData(string ReceivedDigits, IReadOnlyList<CanItem> Items) : Jt808Body
{
    /// <summary>When the first item was received, Beijing time of day; null when the digits are no time (milliseconds above 999).</summary>
    public TimeOnly? ReceivedAt => CanTime.Read(ReceivedDigits);

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.CanData;

    /// <summary>Decodes the body; BadField when it ends before the items it counts.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out CanData? message)
    {
        var reader = new BodyReader(body);
        int count = reader.UInt16();
        string at = Convert.ToHexString(reader.Take(5));
        CanItem[] items = reader.List(count, 12, static (ref BodyReader r) => new CanItem(r.UInt32(), r.Take(8).ToArray()));
        return reader.Accept(new CanData(at, items) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(BodyWriter.Count16(Items.Count, "CAN items"));
        if (ReceivedDigits.Length != 10) throw new ArgumentException($"The time is 10 digits hhmmssmsms, not '{ReceivedDigits}'.");
        writer.Bytes(Convert.FromHexString(ReceivedDigits));
        foreach (CanItem item in Items)
        {
            writer.UInt32(item.Id);
            Span<byte> data = writer.Take(8);
            if (item.Data.Length > 8) throw new ArgumentException($"A CAN item holds 8 bytes, not {item.Data.Length}.");
            data.Clear();
            item.Data.Span.CopyTo(data);
        }
    }
}
