using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Location;

/// <summary>0x0704 定位数据批量上传 (2013: 8.49).</summary>
/// <param name="IsBacklog">位置数据类型 1 盲区补报: recorded while there was no connection. False: an ordinary batch.</param>
/// <param name="Reports">The reports, oldest first as terminals send them.</param>
public sealed record LocationBatch(bool IsBacklog, IReadOnlyList<LocationReport> Reports) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.LocationBatch;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when the body ends before the reports it counts or one is shorter than 28 bytes.</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out LocationBatch? message)
    {
        var reader = new BodyReader(body);
        int count = reader.UInt16();
        bool backlog = reader.Byte() != 0;
        LocationReport[] reports = reader.List(count, 2 + LocationReport.BasicBytes, static (ref BodyReader r) => ReadItem(ref r));
        return reader.Accept(new LocationBatch(backlog, reports) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(BodyWriter.Count16(Reports.Count, "reports"));
        writer.Byte(IsBacklog ? (byte)1 : (byte)0);
        foreach (LocationReport report in Reports)
        {
            int length = LocationReport.BasicBytes + report.Items.Bytes.Length;
            writer.UInt16(BodyWriter.Count16(length, "bytes of a report"));
            report.Write(ref writer, edition);
        }
    }

    private static LocationReport ReadItem(ref BodyReader reader)
    {
        int length = reader.UInt16();
        var item = new BodyReader(reader.Take(length));
        LocationReport report = LocationReport.Read(ref item, length);
        if (item.Failed) reader.Fail();
        return report;
    }
}
