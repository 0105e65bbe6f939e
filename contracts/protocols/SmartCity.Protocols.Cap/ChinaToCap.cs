using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>
/// A Chinese warning as CAP 1.2. Carried over beside the common elements: sender as source, sender code as sender,
/// classification and profile as code, colour and the texts per means of publication as parameters.
/// </summary>
public static class ChinaToCap
{
    /// <summary>Converts; what CAP has no place for is in the list of losses.</summary>
    public static Conversion<CapAlert> Convert(ChinaWarning warning, ChinaProfileOptions? options = null)
    {
        options ??= ChinaProfileOptions.Default;
        var lost = new List<ConversionLoss>();
        var alert = new CapAlert
        {
            Identifier = warning.Identifier,
            Sender = warning.SenderCode,
            Sent = warning.SendTime,
            Status = warning.Status,
            MessageType = warning.MessageType,
            Source = warning.Sender,
            Scope = warning.Scope,
            Restriction = warning.Scope == CapScope.Restricted ? warning.SecurityClassification : null,
            Addresses = warning.Scope == CapScope.Private ? [.. warning.Methods.Select(method => method.AudienceGroup).OfType<string>().Distinct()] : [],
            Codes = Codes(warning),
            Note = warning.Note,
            References = References(warning, lost),
            Infos = [.. warning.Infos.Select((info, i) => Info(info, options, $"info[{i}]", lost))],
        };
        return new Conversion<CapAlert>(WithMethods(alert, warning, lost), [.. lost]);
    }

    private static ImmutableArray<string> Codes(ChinaWarning warning) => warning.SecurityClassification is { } classification
        ? [ChinaProfile.Code, ChinaProfile.ClassificationCode + classification]
        : [ChinaProfile.Code];

    private static ImmutableArray<CapReference> References(ChinaWarning warning, List<ConversionLoss> lost)
    {
        foreach (string unknown in warning.References.Where(identifier => ChinaProfile.Reference(identifier) is null))
        {
            lost.Add(new ConversionLoss("references", $"'{unknown}': its sender and time are not known"));
        }

        return [.. warning.References.Select(ChinaProfile.Reference).OfType<CapReference>()];
    }

    /// <summary>The texts per means of publication become parameters of the first info.</summary>
    private static CapAlert WithMethods(CapAlert alert, ChinaWarning warning, List<ConversionLoss> lost)
    {
        for (int i = 0; i < warning.Methods.Length; i++)
        {
            ChinaMethod method = warning.Methods[i];
            if ((method.AudienceGroup ?? method.AudienceProtocol) is { } audience)
            {
                lost.Add(new ConversionLoss($"code/method[{i}]", $"audience '{audience}'"));
            }

            if (alert.Infos.IsEmpty)
            {
                lost.Add(new ConversionLoss($"code/method[{i}]", $"{method.Name} '{method.Message}': there is no info to hold it"));
            }
        }

        if (alert.Infos.IsEmpty)
        {
            return alert;
        }

        CapInfo first = alert.Infos[0];
        return alert with
        {
            Infos = alert.Infos.SetItem(0, first with
            {
                Parameters = [.. first.Parameters, .. warning.Methods.Select(method => new CapPair(ChinaProfile.MethodName + method.Name, method.Message ?? ""))],
            }),
        };
    }

    private static CapInfo Info(ChinaInfo info, ChinaProfileOptions options, string path, List<ConversionLoss> lost) => new()
    {
        Language = info.Language,
        Categories = [options.CategoryOf(info.EventType)],
        Event = options.EventNames.GetValueOrDefault(info.EventType) ?? info.Headline ?? info.EventType,
        Urgency = info.Urgency,
        Severity = ChinaProfile.Severity(info.Colour),
        Certainty = info.Certainty,
        EventCodes = [new CapPair(ChinaProfile.EventCodeName, info.EventType)],
        Effective = info.Effective,
        Onset = info.Onset,
        Expires = info.Expires,
        SenderName = info.SenderName,
        Headline = info.Headline,
        Description = info.Description,
        Instruction = info.Instruction,
        Web = Web(info, path, lost),
        Parameters = [new CapPair(ChinaProfile.ColourName, info.Colour.ToString())],
        Resources = [.. info.Resources.Select((resource, i) => Resource(resource, $"{path}/resource[{i}]", lost))],
        Areas = [.. info.Areas.Select(area => new CapArea
        {
            Description = area.Description,
            Polygons = area.Polygons,
            Circles = area.Circles,
            Geocodes = [.. area.Geocodes.Select(code => new CapPair(ChinaProfile.GeocodeName(code), code))],
        })],
    };

    private static string? Web(ChinaInfo info, string path, List<ConversionLoss> lost)
    {
        if (info.Web is null || Uri.IsWellFormedUriString(info.Web, UriKind.Absolute))
        {
            return info.Web;
        }

        lost.Add(new ConversionLoss($"{path}/web", $"'{info.Web}' is no absolute address"));
        return null;
    }

    /// <summary>A file the profile only names; CAP wants a type and a digest that is a SHA-1.</summary>
    private static CapResource Resource(ChinaResource resource, string path, List<ConversionLoss> lost)
    {
        bool isSha1 = resource.Digest is { Length: 40 } digest && digest.All(char.IsAsciiHexDigit);
        if (resource.Digest is not null && !isSha1)
        {
            lost.Add(new ConversionLoss($"{path}/digest", $"'{resource.Digest}' is no SHA-1"));
        }

        return new CapResource
        {
            Description = resource.Description.Length > 0 ? resource.Description : "附件",
            MimeType = "application/octet-stream",
            Size = resource.Size,
            Digest = isSha1 ? resource.Digest : null,
        };
    }
}
