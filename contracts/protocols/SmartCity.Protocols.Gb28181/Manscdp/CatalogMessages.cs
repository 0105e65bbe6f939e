using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>Asks for the catalogue (A.2.4.3), or subscribes to its changes.</summary>
/// <param name="Sn">Repeated by every page of the answer.</param>
/// <param name="DeviceId">The device, platform or division.</param>
/// <param name="StartTime">Only what was added since, Beijing time, or null.</param>
/// <param name="EndTime">Only what was added until, Beijing time, or null.</param>
public sealed record CatalogQuery(long Sn, string DeviceId, DateTime? StartTime = null, DateTime? EndTime = null) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => ManscdpKind.Query;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.Catalog;

    private protected override void Fill(XElement root) => root.Put("StartTime", StartTime).Put("EndTime", EndTime);
}

/// <summary>One page of a catalogue (A.2.6.4), or a change of it sent to a subscriber (Notify).</summary>
/// <param name="Sn">The question's.</param>
/// <param name="DeviceId">Who was asked.</param>
/// <param name="SumNum">How many entries all pages of this SN hold together.</param>
/// <param name="Items">The entries of this page. The list's Num is not believed.</param>
/// <param name="IsNotify">True for a change sent to a subscriber.</param>
public sealed record CatalogPage(long Sn, string DeviceId, int SumNum, IReadOnlyList<CatalogItem> Items, bool IsNotify = false) : ManscdpMessage(Sn, DeviceId)
{
    /// <inheritdoc/>
    public override ManscdpKind Kind => IsNotify ? ManscdpKind.Notify : ManscdpKind.Response;

    /// <inheritdoc/>
    public override string Command => ManscdpCommands.Catalog;

    private protected override void Fill(XElement root) => root.Put("SumNum", SumNum)
        .Add(new XElement("DeviceList", new XAttribute("Num", Items.Count), Items.Select(item => item.Write())));
}

/// <summary>One entry of a catalogue (A.2.1.9): a channel, a group, a division.</summary>
/// <param name="DeviceId">20 digits; a division has 2-8.</param>
/// <param name="Name">Its name.</param>
public sealed record CatalogItem(string DeviceId, string Name)
{
    /// <summary>The maker, or null.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>The model, or null.</summary>
    public string? Model { get; init; }

    /// <summary>Whose it is, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The division (GB/T 2260), or null.</summary>
    public string? CivilCode { get; init; }

    /// <summary>Where it is, in words, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Whether entries stand below this one (1) or not (0), or null.</summary>
    public int? Parental { get; init; }

    /// <summary>The entry above, several joined by a slash, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>0 not secret, 1 secret, or null.</summary>
    public int? Secrecy { get; init; }

    /// <summary>ON or OFF, as sent, or null.</summary>
    public string? Status { get; init; }

    /// <summary>Degrees, WGS-84 unless the site is known to send otherwise, or null.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees, or null.</summary>
    public double? Latitude { get; init; }

    /// <summary>In a change: ON, OFF, VLOST, DEFECT, ADD, DEL, UPDATE; null in an answer.</summary>
    public string? Event { get; init; }

    internal static CatalogItem? From(XElement item) => item.Text("DeviceID") is not { } deviceId ? null : new(deviceId, item.Text("Name") ?? "")
    {
        Manufacturer = item.Text("Manufacturer"),
        Model = item.Text("Model"),
        Owner = item.Text("Owner"),
        CivilCode = item.Text("CivilCode"),
        Address = item.Text("Address"),
        Parental = item.Count("Parental"),
        ParentId = item.Text("ParentID"),
        Secrecy = item.Count("Secrecy"),
        Status = item.Text("Status"),
        Longitude = item.Decimal("Longitude"),
        Latitude = item.Decimal("Latitude"),
        Event = item.Text("Event"),
    };

    internal XElement Write() => new XElement("Item").Put("DeviceID", DeviceId).Put("Event", Event).Put("Name", Name)
        .Put("Manufacturer", Manufacturer).Put("Model", Model).Put("Owner", Owner).Put("CivilCode", CivilCode).Put("Address", Address)
        .Put("Parental", Parental).Put("ParentID", ParentId).Put("Secrecy", Secrecy).Put("Status", Status)
        .Put("Longitude", Longitude).Put("Latitude", Latitude);
}

internal static class CatalogMessages
{
    public static ManscdpMessage? From(ManscdpDocument document) => document.Kind switch
    {
        ManscdpKind.Query => new CatalogQuery(document.Sn, document.DeviceId, document.Root.Time("StartTime"), document.Root.Time("EndTime")),
        ManscdpKind.Response or ManscdpKind.Notify => Page(document),
        _ => null,
    };

    private static ManscdpMessage? Page(ManscdpDocument document)
    {
        // The answer to a subscription and to a notified change is a bare result (A.2.6.4, M.3).
        if (document.Root.Child("DeviceList") is null && document.Root.Count("SumNum") is not > 0 && document.Root.Text("Result") is not null)
            return Result.From(document);
        var items = document.Root.Items("DeviceList").Select(CatalogItem.From).OfType<CatalogItem>().ToArray();
        return new CatalogPage(document.Sn, document.DeviceId, document.Root.Count("SumNum") ?? items.Length, items, document.Kind == ManscdpKind.Notify);
    }
}
