using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace SmartCity.Protocols.Cap;

/// <summary>Writes CAP 1.2: UTF-8, valid by the OASIS schema and by the rules of its prose, or not at all.</summary>
public static class CapWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="document">The document; empty when it breaks a rule.</param>
    /// <param name="problems">What breaks a rule (fatal), and what is merely unwise.</param>
    public static bool TryWrite(CapAlert alert, out ReadOnlyMemory<byte> document, out ImmutableArray<CapProblem> problems)
    {
        document = default;
        problems = CapRules.Check(alert);
        if (problems.Any(problem => problem.IsFatal))
        {
            return false;
        }

        var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            Alert(new Elements(xml, CapReader.Namespace12), alert);
        }

        document = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        return true;
    }

    private static void Alert(Elements xml, CapAlert alert) => xml.Element("alert", () =>
    {
        xml.Text("identifier", alert.Identifier);
        xml.Text("sender", alert.Sender);
        xml.Text("sent", CapTime.Write(alert.Sent));
        xml.Text("status", alert.Status.ToString());
        xml.Text("msgType", alert.MessageType.ToString());
        xml.Text("source", alert.Source);
        xml.Text("scope", alert.Scope.ToString());
        xml.Text("restriction", alert.Restriction);
        xml.Text("addresses", alert.Addresses.IsEmpty ? null : CapText.WriteList(alert.Addresses));
        xml.Each(alert.Codes, code => xml.Text("code", code));
        xml.Text("note", alert.Note);
        xml.Text("references", alert.References.IsEmpty ? null : string.Join(' ', alert.References.Select(CapText.WriteReference)));
        xml.Text("incidents", alert.Incidents.IsEmpty ? null : CapText.WriteList(alert.Incidents));
        xml.Each(alert.Infos, info => Info(xml, info));
    });

    private static void Info(Elements xml, CapInfo info) => xml.Element("info", () =>
    {
        xml.Text("language", info.Language);
        xml.Each(info.Categories, category => xml.Text("category", category.ToString()));
        xml.Text("event", info.Event);
        xml.Each(info.ResponseTypes, type => xml.Text("responseType", type.ToString()));
        xml.Text("urgency", info.Urgency.ToString());
        xml.Text("severity", info.Severity.ToString());
        xml.Text("certainty", info.Certainty.ToString());
        xml.Text("audience", info.Audience);
        xml.Pairs("eventCode", info.EventCodes);
        xml.Time("effective", info.Effective);
        xml.Time("onset", info.Onset);
        xml.Time("expires", info.Expires);
        xml.Text("senderName", info.SenderName);
        xml.Text("headline", info.Headline);
        xml.Text("description", info.Description);
        xml.Text("instruction", info.Instruction);
        xml.Text("web", info.Web);
        xml.Text("contact", info.Contact);
        xml.Pairs("parameter", info.Parameters);
        xml.Each(info.Resources, resource => Resource(xml, resource));
        xml.Each(info.Areas, area => Area(xml, area));
    });

    private static void Resource(Elements xml, CapResource resource) => xml.Element("resource", () =>
    {
        xml.Text("resourceDesc", resource.Description);
        xml.Text("mimeType", resource.MimeType);
        xml.Text("size", resource.Size?.ToString(CultureInfo.InvariantCulture));
        xml.Text("uri", resource.Uri);
        xml.Text("derefUri", resource.DerefUri);
        xml.Text("digest", resource.Digest);
    });

    private static void Area(Elements xml, CapArea area) => xml.Element("area", () =>
    {
        xml.Text("areaDesc", area.Description);
        xml.Each(area.Polygons, polygon => xml.Text("polygon", CapText.WritePolygon(polygon)));
        xml.Each(area.Circles, circle => xml.Text("circle", CapText.WriteCircle(circle)));
        xml.Pairs("geocode", area.Geocodes);
        xml.Text("altitude", area.Altitude?.ToString(CultureInfo.InvariantCulture));
        xml.Text("ceiling", area.Ceiling?.ToString(CultureInfo.InvariantCulture));
    });
}

/// <summary>Elements of one namespace, absent values left out.</summary>
internal sealed class Elements(XmlWriter xml, string xmlNamespace)
{
    public void Element(string name, Action content)
    {
        xml.WriteStartElement(name, xmlNamespace);
        content();
        xml.WriteEndElement();
    }

    public void Text(string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, xmlNamespace, text);
        }
    }

    public void Time(string name, DateTimeOffset? time) => Text(name, time is { } at ? CapTime.Write(at) : null);

    public void Pairs(string name, ImmutableArray<CapPair> pairs) => Each(pairs, pair => Element(name, () =>
    {
        Text("valueName", pair.ValueName);
        Text("value", pair.Value);
    }));

    public void Each<T>(ImmutableArray<T> items, Action<T> write)
    {
        foreach (T item in items)
        {
            write(item);
        }
    }
}
