using System.Collections.Immutable;
using System.Globalization;

namespace SmartCity.Protocols.Cap;

/// <summary>A CAP 1.2 alert as a Chinese warning. Much of CAP has no place there; all of it that is present is named.</summary>
public static class CapToChina
{
    /// <summary>Converts; what the profile has no place for is in the list of losses.</summary>
    public static Conversion<ChinaWarning> Convert(CapAlert alert, ChinaProfileOptions? options = null)
    {
        options ??= ChinaProfileOptions.Default;
        var lost = new Losses();
        bool ownSender = ChinaWarningWriter.SenderCode().IsMatch(alert.Sender);
        string senderCode = ownSender ? alert.Sender : options.SenderCode;
        lost.If(!ownSender, "sender", $"'{alert.Sender}' is no sender code; {senderCode} stands for it");
        var warning = new ChinaWarning
        {
            Identifier = Identifier(alert, senderCode, lost),
            Sender = alert.Source ?? alert.Infos.FirstOrDefault()?.SenderName,
            SenderCode = senderCode,
            SendTime = alert.Sent,
            Status = alert.Status == CapStatus.System ? CapStatus.Test : alert.Status,
            MessageType = alert.MessageType,
            Scope = alert.Scope,
            Methods = alert.Infos.IsEmpty ? [] : Methods(alert.Infos[0]),
            SecurityClassification = alert.Codes.FirstOrDefault(code => code.StartsWith(ChinaProfile.ClassificationCode, StringComparison.Ordinal))
                ?[ChinaProfile.ClassificationCode.Length..],
            Note = alert.Note,
            References = [.. alert.References.Select(reference => reference.Identifier)],
            Infos = [.. alert.Infos.Select((info, i) => Info(info, options, $"info[{i}]", isFirst: i == 0, lost))],
        };
        NameLosses(alert, warning, lost);
        return new Conversion<ChinaWarning>(warning, [.. lost.All]);
    }

    private static string Identifier(CapAlert alert, string senderCode, Losses lost)
    {
        if (ChinaWarningWriter.Identifier().IsMatch(alert.Identifier))
        {
            return alert.Identifier;
        }

        string time = alert.Sent.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        string identifier = $"{senderCode}_{time}_0";
        lost.Add("identifier", $"'{alert.Identifier}'; {identifier} stands for it");
        return identifier;
    }

    private static ImmutableArray<ChinaMethod> Methods(CapInfo info) =>
    [
        .. from parameter in info.Parameters
           where IsMethod(parameter)
           select new ChinaMethod(parameter.ValueName[ChinaProfile.MethodName.Length..], NullIfEmpty(parameter.Value), null, null),
    ];

    private static ChinaInfo Info(CapInfo info, ChinaProfileOptions options, string path, bool isFirst, Losses lost)
    {
        string eventType = EventType(info, options, path, lost);
        lost.Each($"{path}/category", info.Categories.Where(category => category != options.CategoryOf(eventType)));
        lost.Each($"{path}/responseType", info.ResponseTypes);
        lost.Text($"{path}/audience", info.Audience);
        lost.Text($"{path}/contact", info.Contact);
        lost.Each($"{path}/eventCode", info.EventCodes.Where(code => code.ValueName != ChinaProfile.EventCodeName || code.Value != eventType));
        lost.Each($"{path}/parameter", info.Parameters.Where(parameter => !(isFirst && IsMethod(parameter)) && !IsColour(parameter)));
        return new ChinaInfo
        {
            Language = info.Language,
            EventType = eventType,
            Urgency = info.Urgency,
            Colour = info.Parameters.Where(IsColour).Select(parameter => (ChinaColour?)Enum.Parse<ChinaColour>(parameter.Value)).FirstOrDefault()
                ?? ChinaProfile.Colour(info.Severity),
            Certainty = info.Certainty,
            Effective = info.Effective,
            Onset = info.Onset,
            Expires = info.Expires,
            SenderName = info.SenderName,
            Headline = info.Headline,
            Description = info.Description,
            Instruction = info.Instruction,
            Web = info.Web,
            Resources = [.. info.Resources.Select((resource, i) => Resource(resource, $"{path}/resource[{i}]", lost))],
            Areas = [.. info.Areas.Select((area, i) => Area(area, $"{path}/area[{i}]", lost))],
        };
    }

    private static string EventType(CapInfo info, ChinaProfileOptions options, string path, Losses lost)
    {
        string? coded = info.EventCodes.FirstOrDefault(code => code.ValueName == ChinaProfile.EventCodeName
            && ChinaWarningWriter.EventType().IsMatch(code.Value))?.Value;
        string? named = options.EventNames.FirstOrDefault(pair => pair.Value == info.Event).Key;
        string eventType = coded ?? named ?? "00000";
        bool kept = options.EventNames.GetValueOrDefault(eventType) == info.Event || info.Event == info.Headline || info.Event == eventType;
        lost.If(!kept, $"{path}/event", $"'{info.Event}'; {eventType} stands for it");
        return eventType;
    }

    private static ChinaResource Resource(CapResource resource, string path, Losses lost)
    {
        lost.Text($"{path}/mimeType", resource.MimeType == "application/octet-stream" ? null : resource.MimeType);
        lost.Text($"{path}/uri", resource.Uri);
        lost.Text($"{path}/derefUri", resource.DerefUri);
        return new ChinaResource(resource.Description, resource.Size, resource.Digest);
    }

    private static ChinaArea Area(CapArea area, string path, Losses lost)
    {
        lost.Each($"{path}/geocode", area.Geocodes.Where(geocode => !ChinaProfile.IsGeocode(geocode)));
        lost.Text($"{path}/altitude", area.Altitude?.ToString(CultureInfo.InvariantCulture));
        lost.Text($"{path}/ceiling", area.Ceiling?.ToString(CultureInfo.InvariantCulture));
        return new ChinaArea(area.Description, area.Polygons, area.Circles,
            [.. area.Geocodes.Where(ChinaProfile.IsGeocode).Select(geocode => geocode.Value)]);
    }

    private static void NameLosses(CapAlert alert, ChinaWarning warning, Losses lost)
    {
        lost.If(alert.Status == CapStatus.System, "status", "System; Test stands for it");
        lost.Text("restriction", alert.Restriction == warning.SecurityClassification ? null : alert.Restriction);
        lost.Each("addresses", alert.Addresses);
        lost.Each("incidents", alert.Incidents);
        lost.Each("code", alert.Codes.Where(code => code != ChinaProfile.Code && code != ChinaProfile.ClassificationCode + warning.SecurityClassification));
        lost.Each("references", alert.References.Where(reference => ChinaProfile.Reference(reference.Identifier) != reference));
    }

    private static bool IsMethod(CapPair parameter) =>
        parameter.ValueName.Length > ChinaProfile.MethodName.Length && parameter.ValueName.StartsWith(ChinaProfile.MethodName, StringComparison.Ordinal);

    private static bool IsColour(CapPair parameter) =>
        parameter.ValueName == ChinaProfile.ColourName && Enum.GetNames<ChinaColour>().Contains(parameter.Value);

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private sealed class Losses
    {
        public List<ConversionLoss> All { get; } = [];

        public void Add(string path, string what) => All.Add(new ConversionLoss(path, what));

        public void If(bool isLost, string path, string what)
        {
            if (isLost)
            {
                Add(path, what);
            }
        }

        public void Text(string path, string? text) => If(text is not null, path, $"'{text}'");

        public void Each<T>(string path, IEnumerable<T> items)
        {
            foreach (T item in items)
            {
                Add(path, $"{item}");
            }
        }
    }
}
