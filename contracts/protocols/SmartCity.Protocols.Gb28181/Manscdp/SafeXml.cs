using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>
/// Reads the first element of a device's XML: no document type, no entities but the five, bounded in size and depth. What
/// devices get wrong and is harmless is let through: a broken or missing first line, several roots, a bare ampersand,
/// control characters, bytes behind the end.
/// </summary>
internal static partial class SafeXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static FrameError TryRead(string text, ManscdpLimits limits, out XElement? root)
    {
        var content = BehindDeclaration(text);
        var error = TryReadElement(content, limits, out root);
        if (error != FrameError.BadField || !content.Contains('&', StringComparison.Ordinal))
            return error;
        return TryReadElement(BareAmpersand().Replace(content, "&amp;"), limits, out root);
    }

    /// <summary>The declaration is ours to judge: its encoding is often wrong, and sometimes it is no XML at all (<c>encoding-"gb2312"</c>).</summary>
    private static string BehindDeclaration(string text)
    {
        text = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (!text.StartsWith("<?", StringComparison.Ordinal))
            return text;
        var end = text.IndexOf('>', StringComparison.Ordinal);
        return end < 0 ? "" : text[(end + 1)..];
    }

    private static FrameError TryReadElement(string text, ManscdpLimits limits, out XElement? root)
    {
        root = null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                    return ReadTree(reader, limits, out root);
            }
            return FrameError.BadField;
        }
        catch (XmlException)
        {
            root = null;
            return FrameError.BadField;
        }
    }

    private static FrameError ReadTree(XmlReader reader, ManscdpLimits limits, out XElement? root)
    {
        root = null;
        XElement? open = null;
        var elements = 0;
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (++elements > limits.Elements || reader.Depth >= limits.Depth)
                    return FrameError.TooLong;
                var element = Element(reader);
                open?.Add(element);
                if (!reader.IsEmptyElement)
                    open = element;
                else if (open is null)
                    return Done(element, out root);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                open?.Add(reader.Value);
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                if (open!.Parent is null)
                    return Done(open, out root);
                open = open.Parent;
            }
        }
        while (reader.Read());
        return FrameError.BadField;
    }

    private static FrameError Done(XElement element, out XElement? root)
    {
        root = element;
        return FrameError.None;
    }

    /// <summary>Namespaces are of no use here and prefixes come undeclared from careless devices: the local name is what counts.</summary>
    private static XElement Element(XmlReader reader)
    {
        var element = new XElement(reader.LocalName);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix.Length == 0 && reader.LocalName != "xmlns")
                element.SetAttributeValue(reader.LocalName, reader.Value);
        }
        reader.MoveToElement();
        return element;
    }

    [GeneratedRegex("&(?!(amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)", RegexOptions.CultureInvariant)]
    private static partial Regex BareAmpersand();
}
