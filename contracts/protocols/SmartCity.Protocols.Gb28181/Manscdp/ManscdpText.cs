using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>Writes a document's bytes: first line, CRLF, one element a line.</summary>
internal static class ManscdpText
{
    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = "",
        NewLineChars = "\r\n",
        CheckCharacters = false,
    };

    public static byte[] Write(XElement root, ManscdpEncoding encoding)
    {
        var text = new StringBuilder(512).Append("<?xml version=\"1.0\" encoding=\"").Append(Declared(encoding)).Append("\"?>\r\n");
        using (var writer = XmlWriter.Create(text, Settings))
            root.WriteTo(writer);
        var bytes = encoding is ManscdpEncoding.Utf8 or ManscdpEncoding.Utf8DeclaredAsGb2312 ? Encoding.UTF8 : ChineseText.Gb18030;
        return bytes.GetBytes(text.Append("\r\n").ToString());
    }

    private static string Declared(ManscdpEncoding encoding) => encoding switch
    {
        ManscdpEncoding.Gb18030 => "GB18030",
        ManscdpEncoding.Utf8 => "UTF-8",
        _ => "GB2312",
    };
}
