using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>Reads the Chinese warning profile, with or without a namespace; the bounds and promises of <see cref="CapReader"/>.</summary>
public static class ChinaWarningReader
{
    /// <summary>Reads one document.</summary>
    public static CapReading<ChinaWarning> Read(ReadOnlySpan<byte> document, CapReadOptions? options = null)
    {
        options ??= CapReadOptions.Default;
        var problems = new ProblemList();
        ChinaWarning? warning = null;
        if (XmlTree.Load(document, options, problems) is { } root)
        {
            if (root.Name != "alert" || !root.Children.Exists(child => child.Name == "senderCode"))
            {
                problems.Fatal(CapProblemKind.NotAnAlert, root.Name, "expected an alert with a senderCode");
            }
            else
            {
                var fields = new XmlFields(root, "", options, problems);
                warning = Warning(fields);
                fields.Finish();
            }
        }

        return new CapReading<ChinaWarning>(problems.AnyFatal ? null : warning, [.. problems.All]);
    }

    private static ChinaWarning Warning(XmlFields fields) => new()
    {
        Identifier = fields.Text("identifier"),
        Sender = fields.Optional("sender"),
        SenderCode = fields.Text("senderCode"),
        SendTime = fields.Time("sendTime", blankIsStandard: true),
        Status = fields.Code<CapStatus>("status"),
        MessageType = fields.Code<CapMessageType>("msgType"),
        Scope = fields.Code<CapScope>("scope"),
        Methods = [.. fields.Each("code", code => code.Each("method", Method)).SelectMany(methods => methods)],
        SecurityClassification = fields.Optional("secClassification"),
        Note = fields.Optional("note"),
        References = [.. (fields.Optional("references") ?? "").Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries)],
        Infos = fields.Each("info", Info),
    };

    private static ChinaMethod Method(XmlFields fields) => new(
        fields.Text("methodName"), fields.Optional("message"), fields.Optional("audienceGrp"), fields.Optional("audiencePrt"));

    private static ChinaInfo Info(XmlFields fields) => new()
    {
        Language = fields.Optional("language"),
        EventType = fields.Text("eventType"),
        Urgency = fields.Code<CapUrgency>("urgency"),
        Colour = fields.Code<ChinaColour>("severity"),
        Certainty = fields.Code<CapCertainty>("certainty"),
        Effective = fields.OptionalTime("effective", blankIsStandard: true),
        Onset = fields.OptionalTime("onset", blankIsStandard: true),
        Expires = fields.OptionalTime("expires", blankIsStandard: true),
        SenderName = fields.Optional("senderName"),
        Headline = fields.Optional("headline"),
        Description = fields.Optional("description"),
        Instruction = fields.Optional("instruction"),
        Web = fields.Optional("web"),
        Resources = [.. fields.Each("resource", Resource).OfType<ChinaResource>()],
        Areas = fields.Each("area", Area),
    };

    /// <summary>A resource without description is the empty form the platform writes: null.</summary>
    private static ChinaResource? Resource(XmlFields fields)
    {
        (string? description, long? size, string? digest) = (fields.Optional("resourceDesc"), fields.OptionalInteger("size"), fields.Optional("digest"));
        return description is null && size is null && digest is null ? null : new ChinaResource(description ?? "", size, digest);
    }

    private static ChinaArea Area(XmlFields fields) => new(
        fields.Text("areaDesc"),
        fields.Shapes<ImmutableArray<CapPoint>>("polygon", CapText.TryReadPolygon, CapText.PolygonFault),
        fields.Shapes<CapCircle>("circle", TryReadCircleInMetres, CapText.CircleFault),
        [.. fields.Many("geocode").SelectMany(codes => codes.Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries))]);

    private static bool TryReadCircleInMetres(string text, out CapCircle circle)
    {
        bool read = CapText.TryReadCircle(text, out circle);
        circle = circle with { RadiusKilometres = circle.RadiusKilometres / 1000 };
        return read;
    }
}
