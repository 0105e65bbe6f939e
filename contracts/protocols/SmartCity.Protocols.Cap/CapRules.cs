using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;

namespace SmartCity.Protocols.Cap;

/// <summary>
/// The rules of CAP 1.2 §3.2, those of its schema and those only its prose states. What breaks one cannot be written.
/// </summary>
public static partial class CapRules
{
    /// <summary>All that is wrong with an alert; empty when it may be written.</summary>
    public static ImmutableArray<CapProblem> Check(CapAlert alert)
    {
        var check = new RuleCheck();
        check.Token("identifier", alert.Identifier);
        check.Token("sender", alert.Sender);
        check.Text("source", alert.Source);
        check.Text("restriction", alert.Restriction);
        check.Text("note", alert.Note);
        check.List("addresses", alert.Addresses);
        check.List("incidents", alert.Incidents);
        check.Together(alert.Scope == CapScope.Restricted && alert.Restriction is null, "restriction", "obligatory when scope is Restricted");
        check.Together(alert.Scope != CapScope.Restricted && alert.Restriction is not null, "restriction", "meant for scope Restricted only", fatal: false);
        check.Together(alert.Scope == CapScope.Private && alert.Addresses.IsEmpty, "addresses", "obligatory when scope is Private");
        check.Together(alert.MessageType != CapMessageType.Alert && alert.References.IsEmpty, "references", $"obligatory when msgType is {alert.MessageType}");
        check.Together(alert.MessageType == CapMessageType.Error && alert.Note is null, "note", "should say what is wrong when msgType is Error", fatal: false);
        check.Together(alert.Status == CapStatus.Exercise && alert.Note is null, "note", "should name the exercise when status is Exercise", fatal: false);
        check.Each("code", alert.Codes, (code, path) => check.Required(path, code));
        check.Each("references", alert.References, (reference, path) =>
        {
            check.Token(path, reference.Sender);
            check.Token(path, reference.Identifier);
        });
        check.Each("info", alert.Infos, (info, path) => Check(info, alert, path, check));
        return [.. check.Problems];
    }

    private static void Check(CapInfo info, CapAlert alert, string path, RuleCheck check)
    {
        check.Together(info.Categories.IsDefaultOrEmpty, $"{path}/category", "at least one");
        check.Matches($"{path}/language", info.Language, Language(), "an RFC 3066 language");
        check.Required($"{path}/event", info.Event);
        check.Text($"{path}/audience", info.Audience);
        check.Text($"{path}/senderName", info.SenderName);
        check.Text($"{path}/headline", info.Headline);
        check.Text($"{path}/description", info.Description);
        check.Text($"{path}/instruction", info.Instruction);
        check.Text($"{path}/contact", info.Contact);
        check.Uri($"{path}/web", info.Web, absolute: true);
        check.Pairs($"{path}/eventCode", info.EventCodes);
        check.Pairs($"{path}/parameter", info.Parameters);
        check.Together(info.Expires < (info.Effective ?? alert.Sent), $"{path}/expires", "before the information takes effect", fatal: false);
        check.Each($"{path}/resource", info.Resources, (resource, at) => Check(resource, at, check));
        check.Each($"{path}/area", info.Areas, (area, at) => Check(area, at, check));
    }

    private static void Check(CapResource resource, string path, RuleCheck check)
    {
        check.Required($"{path}/resourceDesc", resource.Description);
        check.Required($"{path}/mimeType", resource.MimeType);
        check.Uri($"{path}/uri", resource.Uri, absolute: resource.DerefUri is null);
        check.Together(resource.DerefUri is { } content && !System.Buffers.Text.Base64.IsValid(content), $"{path}/derefUri", "base64");
        check.Matches($"{path}/digest", resource.Digest, Sha1(), "a SHA-1 in 40 hex digits");
        check.Together(resource.Size < 0, $"{path}/size", "at least 0");
    }

    private static void Check(CapArea area, string path, RuleCheck check)
    {
        check.Required($"{path}/areaDesc", area.Description);
        check.Each($"{path}/polygon", area.Polygons, (polygon, at) => check.Shape(at, CapText.PolygonFault(polygon)));
        check.Each($"{path}/circle", area.Circles, (circle, at) => check.Shape(at, CapText.CircleFault(circle)));
        check.Pairs($"{path}/geocode", area.Geocodes);
        check.Together(area.Ceiling is not null && area.Altitude is null, $"{path}/ceiling", "only beside altitude");
        check.Together(area.Ceiling < area.Altitude, $"{path}/ceiling", "below altitude");
    }

    [GeneratedRegex(@"\A[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[0-9a-fA-F]{40}\z")]
    private static partial Regex Sha1();
}

/// <summary>Collects what breaks a rule.</summary>
internal sealed class RuleCheck
{
    public List<CapProblem> Problems { get; } = [];

    public void Token(string path, string text)
    {
        Required(path, text);
        if (text.AsSpan().ContainsAny(" ,<&\t\r\n") || text.Any(char.IsWhiteSpace))
        {
            Add(CapProblemKind.BadText, path, $"'{XmlFields.Short(text)}' must hold no space, comma, < or &");
        }
    }

    public void Required(string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(CapProblemKind.Missing, path, "is obligatory");
        }

        Text(path, text);
    }

    public void Text(string path, string? text)
    {
        if (text is null)
        {
            return;
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool pair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!pair && !XmlConvert.IsXmlChar(text[i]))
            {
                Add(CapProblemKind.BadText, path, $"U+{(int)text[i]:X4} at {i} cannot stand in XML");
                return;
            }

            i += pair ? 1 : 0;
        }
    }

    public void List(string path, ImmutableArray<string> items) => Each(path, items, (item, at) =>
    {
        Required(at, item);
        Together(item.Contains('"') || item != item.Trim(), at, "a quote, or white space at an end, cannot stand in a list");
    });

    public void Pairs(string path, ImmutableArray<CapPair> pairs) => Each(path, pairs, (pair, at) =>
    {
        Required($"{at}/valueName", pair.ValueName);
        Text($"{at}/value", pair.Value);
    });

    public void Uri(string path, string? text, bool absolute)
    {
        if (text is not null && !System.Uri.IsWellFormedUriString(text, absolute ? UriKind.Absolute : UriKind.RelativeOrAbsolute))
        {
            Add(CapProblemKind.BadText, path, $"'{XmlFields.Short(text)}' is no {(absolute ? "absolute " : "")}URI");
        }
    }

    public void Matches(string path, string? text, Regex form, string expected)
    {
        if (text is not null && !form.IsMatch(text))
        {
            Add(CapProblemKind.BadText, path, $"'{XmlFields.Short(text)}' is not {expected}");
        }
    }

    public void Shape(string path, string? fault)
    {
        if (fault is not null)
        {
            Add(CapProblemKind.BadShape, path, fault);
        }
    }

    public void Together(bool wrong, string path, string rule, bool fatal = true)
    {
        if (wrong)
        {
            Problems.Add(new CapProblem(CapProblemKind.Inconsistent, fatal, path, rule));
        }
    }

    public void Each<T>(string path, ImmutableArray<T> items, Action<T, string> check)
    {
        for (int i = 0; i < items.Length; i++)
        {
            check(items[i], $"{path}[{i}]");
        }
    }

    private void Add(CapProblemKind kind, string path, string detail) => Problems.Add(new CapProblem(kind, true, path, detail));
}
