using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace SmartCity.Protocols.Cap;

/// <summary>Writes the Chinese warning profile: no namespace, all elements, the empty ones too, as the platform does.</summary>
public static partial class ChinaWarningWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a warning; false, with the reasons, when a field does not have the profile's form.</summary>
    public static bool TryWrite(ChinaWarning warning, out ReadOnlyMemory<byte> document, out ImmutableArray<CapProblem> problems)
    {
        document = default;
        problems = Check(warning);
        if (problems.Any(problem => problem.IsFatal))
        {
            return false;
        }

        var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            Warning(new Elements(xml, ""), warning);
        }

        document = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        return true;
    }

    /// <summary>senderCode_time_eventType_COLOUR_STATE.XML, the name the platform gives the file of a warning.</summary>
    public static string FileName(ChinaWarning warning)
    {
        ChinaInfo? info = warning.Infos.FirstOrDefault();
        string time = warning.SendTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return string.Join('_', warning.SenderCode, time, info?.EventType ?? "00000",
            (info?.Colour ?? ChinaColour.Unknown).ToString().ToUpperInvariant(), warning.MessageType.ToString().ToUpperInvariant()) + ".XML";
    }

    private static ImmutableArray<CapProblem> Check(ChinaWarning warning)
    {
        var check = new RuleCheck();
        check.Matches("identifier", warning.Identifier, Identifier(), "senderCode_yyyyMMddHHmmss, with _N in GB/T 35965.1");
        check.Matches("senderCode", warning.SenderCode, SenderCode(), "14 digits");
        check.Together(warning.Status == CapStatus.System, "status", "System is not of the profile");
        check.Text("sender", warning.Sender);
        check.Text("note", warning.Note);
        check.Text("secClassification", warning.SecurityClassification);
        check.Each("references", warning.References, (reference, path) => check.Token(path, reference));
        check.Each("code/method", warning.Methods, (method, path) =>
        {
            check.Required($"{path}/methodName", method.Name);
            check.Text($"{path}/message", method.Message);
            check.Text($"{path}/audienceGrp", method.AudienceGroup);
            check.Text($"{path}/audiencePrt", method.AudienceProtocol);
        });
        check.Each("info", warning.Infos, (info, path) => Check(info, path, check));
        return [.. check.Problems];
    }

    private static void Check(ChinaInfo info, string path, RuleCheck check)
    {
        check.Matches($"{path}/eventType", info.EventType, EventType(), "five characters such as 11B01");
        foreach (string? text in (string?[])[info.Language, info.SenderName, info.Headline, info.Description, info.Instruction, info.Web])
        {
            check.Text(path, text);
        }

        check.Each($"{path}/resource", info.Resources, (resource, at) =>
        {
            check.Text(at, resource.Description);
            check.Text(at, resource.Digest);
        });
        check.Each($"{path}/area", info.Areas, (area, at) =>
        {
            check.Required($"{at}/areaDesc", area.Description);
            check.Each($"{at}/polygon", area.Polygons, (polygon, where) => check.Shape(where, CapText.PolygonFault(polygon)));
            check.Each($"{at}/circle", area.Circles, (circle, where) => check.Shape(where, CapText.CircleFault(circle)));
            check.Each($"{at}/geocode", area.Geocodes, (code, where) => check.Token(where, code));
        });
    }

    private static void Warning(Elements xml, ChinaWarning warning) => xml.Element("alert", () =>
    {
        xml.Text("identifier", warning.Identifier);
        xml.Text("sender", warning.Sender ?? "");
        xml.Text("senderCode", warning.SenderCode);
        xml.Text("sendTime", CapTime.Write(warning.SendTime, ' '));
        xml.Text("status", warning.Status.ToString());
        xml.Text("msgType", warning.MessageType.ToString());
        xml.Text("scope", warning.Scope.ToString());
        xml.Element("code", () => xml.Each(warning.Methods, method => xml.Element("method", () =>
        {
            xml.Text("methodName", method.Name);
            xml.Text("message", method.Message ?? "");
            xml.Text("audienceGrp", method.AudienceGroup ?? "");
            xml.Text("audiencePrt", method.AudienceProtocol ?? "");
        })));
        xml.Text("secClassification", warning.SecurityClassification ?? "");
        xml.Text("note", warning.Note ?? "");
        xml.Text("references", string.Join(' ', warning.References));
        xml.Each(warning.Infos, info => Info(xml, info));
    });

    private static void Info(Elements xml, ChinaInfo info) => xml.Element("info", () =>
    {
        xml.Text("language", info.Language ?? "zh-CN");
        xml.Text("eventType", info.EventType);
        xml.Text("urgency", info.Urgency.ToString());
        xml.Text("severity", info.Colour.ToString());
        xml.Text("certainty", info.Certainty.ToString());
        xml.Text("effective", Time(info.Effective));
        xml.Text("onset", Time(info.Onset));
        xml.Text("expires", Time(info.Expires));
        xml.Text("senderName", info.SenderName ?? "");
        xml.Text("headline", info.Headline ?? "");
        xml.Text("description", info.Description ?? "");
        xml.Text("instruction", info.Instruction ?? "");
        xml.Text("web", info.Web ?? "");
        xml.Each(info.Resources, resource => xml.Element("resource", () =>
        {
            xml.Text("resourceDesc", resource.Description);
            xml.Text("size", resource.Size?.ToString(CultureInfo.InvariantCulture) ?? "");
            xml.Text("digest", resource.Digest ?? "");
        }));
        xml.Each(info.Areas, area => xml.Element("area", () =>
        {
            xml.Text("areaDesc", area.Description);
            xml.Each(area.Polygons, polygon => xml.Text("polygon", CapText.WritePolygon(polygon)));
            xml.Each(area.Circles, circle => xml.Text("circle", CapText.WriteCircle(circle with { RadiusKilometres = circle.RadiusKilometres * 1000 })));
            xml.Each(area.Geocodes, code => xml.Text("geocode", code));
        }));
    });

    private static string Time(DateTimeOffset? time) => time is { } at ? CapTime.Write(at, ' ') : "";

    [GeneratedRegex(@"\A[0-9]{14}_[0-9]{14}(_[0-9])?\z")]
    internal static partial Regex Identifier();

    [GeneratedRegex(@"\A[0-9]{14}\z")]
    internal static partial Regex SenderCode();

    [GeneratedRegex(@"\A[0-9A-Z]{5}\z")]
    internal static partial Regex EventType();
}
