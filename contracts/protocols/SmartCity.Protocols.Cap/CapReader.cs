using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>
/// Reads CAP 1.2 and what is sent as such: 1.1 and 1.0, no namespace or another, any prefix, times with Z. Obligatory
/// elements that are missing or wrong are fatal; optional ones that are wrong are left out; both are named. Never throws.
/// </summary>
public static class CapReader
{
    internal const string Namespace12 = "urn:oasis:names:tc:emergency:cap:1.2";

    /// <summary>Reads one document.</summary>
    public static CapReading<CapAlert> Read(ReadOnlySpan<byte> document, CapReadOptions? options = null)
    {
        options ??= CapReadOptions.Default;
        var problems = new ProblemList();
        CapAlert? alert = null;
        if (XmlTree.Load(document, options, problems) is { } root && IsAlert(root, problems))
        {
            var fields = new XmlFields(root, "", options, problems);
            alert = Alert(fields, options);
            fields.Finish();
        }

        return new CapReading<CapAlert>(problems.AnyFatal ? null : alert, [.. problems.All]);
    }

    private static bool IsAlert(XmlElementNode root, ProblemList problems)
    {
        if (root.Name != "alert")
        {
            problems.Fatal(CapProblemKind.NotAnAlert, root.Name, $"the root is '{root.Name}', expected alert");
        }
        else if (root.Children.Exists(child => child.Name == "senderCode"))
        {
            problems.Fatal(CapProblemKind.NotAnAlert, root.Name, "this is the Chinese profile, which ChinaWarningReader reads");
        }
        else if (root.Namespace is "urn:oasis:names:tc:emergency:cap:1.1" or "http://www.incident.com/cap/1.0")
        {
            problems.Note(CapProblemKind.OlderVersion, root.Name, root.Namespace);
        }
        else if (root.Namespace != Namespace12)
        {
            problems.Note(CapProblemKind.Namespace, root.Name, $"'{XmlFields.Short(root.Namespace)}', expected {Namespace12}");
        }

        return !problems.AnyFatal;
    }

    private static CapAlert Alert(XmlFields fields, CapReadOptions options) => new()
    {
        Identifier = fields.Text("identifier"),
        Sender = fields.Text("sender"),
        Sent = fields.Time("sent"),
        Status = fields.Code<CapStatus>("status"),
        MessageType = fields.Code<CapMessageType>("msgType"),
        Source = fields.Optional("source"),
        Scope = fields.Code<CapScope>("scope"),
        Restriction = fields.Optional("restriction"),
        Addresses = CapText.ReadList(fields.Optional("addresses") ?? ""),
        Codes = fields.Many("code"),
        Note = fields.Optional("note"),
        References = References(fields, options),
        Incidents = CapText.ReadList(fields.Optional("incidents") ?? ""),
        Infos = fields.Each("info", Info),
    };

    private static ImmutableArray<CapReference> References(XmlFields fields, CapReadOptions options)
    {
        var references = ImmutableArray.CreateBuilder<CapReference>();
        foreach (string part in (fields.Optional("references") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] triple = part.Split(',');
            if (triple is [{ Length: > 0 }, { Length: > 0 }, _] && CapTime.TryRead(triple[2], options.AssumedOffset, out DateTimeOffset sent, out _))
            {
                references.Add(new CapReference(triple[0], triple[1], sent));
            }
            else
            {
                fields.Note(CapProblemKind.BadReference, "references", $"'{XmlFields.Short(part)}', expected sender,identifier,sent; it is left out");
            }
        }

        return references.ToImmutable();
    }

    private static CapInfo Info(XmlFields fields) => new()
    {
        Language = fields.Optional("language"),
        Categories = Categories(fields),
        Event = fields.Text("event"),
        ResponseTypes = fields.Codes<CapResponseType>("responseType"),
        Urgency = fields.Code<CapUrgency>("urgency"),
        Severity = fields.Code<CapSeverity>("severity"),
        Certainty = fields.Code<CapCertainty>("certainty"),
        Audience = fields.Optional("audience"),
        EventCodes = fields.Pairs("eventCode"),
        Effective = fields.OptionalTime("effective"),
        Onset = fields.OptionalTime("onset"),
        Expires = fields.OptionalTime("expires"),
        SenderName = fields.Optional("senderName"),
        Headline = fields.Optional("headline"),
        Description = fields.Optional("description"),
        Instruction = fields.Optional("instruction"),
        Web = fields.Optional("web"),
        Contact = fields.Optional("contact"),
        Parameters = fields.Pairs("parameter"),
        Resources = fields.Each("resource", Resource),
        Areas = fields.Each("area", Area),
    };

    /// <summary>An info without a category we know is still worth reading: it becomes Other, and that is named.</summary>
    private static ImmutableArray<CapCategory> Categories(XmlFields fields)
    {
        ImmutableArray<CapCategory> known = fields.Codes<CapCategory>("category");
        if (known.Length > 0)
        {
            return known;
        }

        fields.Note(CapProblemKind.Missing, "category", "none that is known; read as Other");
        return [CapCategory.Other];
    }

    private static CapResource Resource(XmlFields fields) => new()
    {
        Description = fields.Text("resourceDesc"),
        MimeType = fields.Optional("mimeType"),
        Size = fields.OptionalInteger("size"),
        Uri = fields.Optional("uri"),
        DerefUri = fields.Optional("derefUri") is { } content ? string.Concat(content.Split((char[]?)null)) : null,
        Digest = fields.Optional("digest"),
    };

    private static CapArea Area(XmlFields fields) => new()
    {
        Description = fields.Text("areaDesc"),
        Polygons = fields.Shapes<ImmutableArray<CapPoint>>("polygon", CapText.TryReadPolygon, CapText.PolygonFault),
        Circles = fields.Shapes<CapCircle>("circle", CapText.TryReadCircle, CapText.CircleFault),
        Geocodes = fields.Pairs("geocode"),
        Altitude = fields.OptionalNumber("altitude"),
        Ceiling = fields.OptionalNumber("ceiling"),
    };
}
