using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>Asks for recordings (A.2.4.5).</summary>
/// <param name="Sn">Repeated by every page of the answer.</param>
/// <param name="DeviceId">The camera or recorder.</param>
/// <param name="StartTime">From, Beijing time.</param>
/// <param name="EndTime">Until, Beijing time.</param>
/// <param name="Type">time, alarm, manual or all; null means all.</param>
public sealed record RecordInfoQuery(long Sn, string DeviceId, DateTime StartTime, DateTime EndTime, string? Type = null) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Query;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.RecordInfo;

    internal static RecordInfoQuery? From(ManscdpDocument document) =>
        document.Root.Time("StartTime") is { } start && document.Root.Time("EndTime") is { } end
            ? new(document.Sn, document.DeviceId, start, end, document.Root.Text("Type"))
            : null;

    private protected override void Fill(XElement root) => root.Put("StartTime", StartTime).Put("EndTime", EndTime).Put("Type", Type);
}

/// <summary>One page of recordings (A.2.6.7).</summary>
/// <param name="Sn">The question's.</param>
/// <param name="DeviceId">Who was asked.</param>
/// <param name="Name">Its name.</param>
/// <param name="SumNum">How many recordings all pages hold together.</param>
/// <param name="Items">The recordings of this page.</param>
public sealed record RecordInfo(long Sn, string DeviceId, string Name, int SumNum, IReadOnlyList<RecordItem> Items) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Response;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.RecordInfo;

    internal static RecordInfo From(ManscdpDocument document)
    {
        var items = document.Root.Items("RecordList").Select(RecordItem.From).ToArray();
        return new(document.Sn, document.DeviceId, document.Root.Text("Name") ?? "", document.Root.Count("SumNum") ?? items.Length, items);
    }

    private protected override void Fill(XElement root) => root.Put("Name", Name).Put("SumNum", SumNum)
        .Add(new XElement("RecordList", new XAttribute("Num", Items.Count), Items.Select(item => item.Write())));
}

/// <summary>One recording (A.2.1.10).</summary>
/// <param name="DeviceId">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartTime">From, Beijing time, or null.</param>
/// <param name="EndTime">Until, Beijing time, or null.</param>
/// <param name="FilePath">Where it is kept, or null.</param>
/// <param name="Type">time, alarm or manual, or null.</param>
/// <param name="FileSizeBytes">Its size in bytes, or null.</param>
/// <param name="Secrecy">0 not secret, 1 secret.</param>
public sealed record RecordItem(
    string DeviceId, string Name, DateTime? StartTime, DateTime? EndTime, string? FilePath = null, string? Type = null, long? FileSizeBytes = null, int Secrecy = 0)
{
    internal static RecordItem From(XElement item) => new(
        item.Text("DeviceID") ?? "", item.Text("Name") ?? "", item.Time("StartTime"), item.Time("EndTime"),
        item.Text("FilePath"), item.Text("Type"), item.Number("FileSize"), item.Count("Secrecy") ?? 0);

    internal XElement Write() => new XElement("Item").Put("DeviceID", DeviceId).Put("Name", Name).Put("FilePath", FilePath)
        .Put("StartTime", StartTime).Put("EndTime", EndTime).Put("Secrecy", Secrecy).Put("Type", Type).Put("FileSize", FileSizeBytes);
}
