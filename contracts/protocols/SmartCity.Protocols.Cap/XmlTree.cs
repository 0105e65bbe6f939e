using System.Text;
using System.Xml;

namespace SmartCity.Protocols.Cap;

/// <summary>One element of a document: local name, namespace, trimmed text, children. Attributes carry nothing in CAP.</summary>
internal sealed class XmlElementNode(string name, string xmlNamespace)
{
    public string Name { get; } = name;

    public string Namespace { get; } = xmlNamespace;

    /// <summary>Its text so far; trimmed once the element is closed.</summary>
    public string Text { get; private set; } = "";

    public List<XmlElementNode> Children { get; } = [];

    private StringBuilder? _pieces;

    /// <summary>Nearly all text comes in one piece; a builder is made for the second.</summary>
    public void Append(string piece)
    {
        if (Text.Length == 0)
        {
            Text = piece;
        }
        else
        {
            (_pieces ??= new StringBuilder(Text)).Append(piece);
        }
    }

    public void Close() => Text = (_pieces?.ToString() ?? Text).Trim();
}

/// <summary>Loads a document into a small tree, without document types, entities or resolvers, and within bounds.</summary>
internal static class XmlTree
{
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = true,
    };

    public static XmlElementNode? Load(ReadOnlySpan<byte> bytes, CapReadOptions options, ProblemList problems)
    {
        if (bytes.Length > options.LongestDocument)
        {
            problems.Fatal(CapProblemKind.TooLarge, "", $"{bytes.Length} bytes, at most {options.LongestDocument}");
            return null;
        }

        // What the declaration says of the encoding is often untrue, so the bytes decide.
        string text = Decode(bytes).TrimStart();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Safe);
            return Read(reader, options, problems);
        }
        catch (XmlException e)
        {
            // The reader prohibits document types and says so only in words.
            bool typed = text.Contains("<!DOCTYPE", StringComparison.Ordinal);
            problems.Fatal(typed ? CapProblemKind.DocumentType : CapProblemKind.NotXml, "", e.Message);
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => ChineseText.DecodeDocument(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => ChineseText.DecodeDocument(bytes),
    };

    private static XmlElementNode? Read(XmlReader reader, CapReadOptions options, ProblemList problems)
    {
        var open = new Stack<XmlElementNode>();
        XmlElementNode? root = null;
        int elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > options.MostElements || reader.Depth >= options.Deepest)
                    {
                        problems.Fatal(CapProblemKind.TooLarge, reader.LocalName, $"more than {options.MostElements} elements, or deeper than {options.Deepest}");
                        return null;
                    }

                    var node = new XmlElementNode(reader.LocalName, reader.NamespaceURI);
                    root ??= node;
                    (open.TryPeek(out XmlElementNode? parent) ? parent.Children : []).Add(node);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(node);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().Append(reader.Value);
                    break;
                case XmlNodeType.Whitespace when open.TryPeek(out XmlElementNode? mixed) && mixed.Text.Length > 0:
                    mixed.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop().Close();
                    break;
            }
        }

        return root;
    }
}

/// <summary>Collects problems.</summary>
internal sealed class ProblemList
{
    private readonly List<CapProblem> _problems = [];

    public IReadOnlyList<CapProblem> All => _problems;

    public bool AnyFatal => _problems.Exists(problem => problem.IsFatal);

    public void Add(CapProblemKind kind, bool fatal, string path, string detail) => _problems.Add(new CapProblem(kind, fatal, path, detail));

    public void Fatal(CapProblemKind kind, string path, string detail) => _problems.Add(new CapProblem(kind, true, path, detail));

    public void Note(CapProblemKind kind, string path, string detail) => _problems.Add(new CapProblem(kind, false, path, detail));
}
