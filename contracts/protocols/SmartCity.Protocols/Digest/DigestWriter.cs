using System.Text;

namespace SmartCity.Protocols.Digest;

/// <summary>Writes the list of a Digest header, strictly as RFC 7616 §3.3 and §3.4 say which values are quoted.</summary>
internal sealed class DigestWriter
{
    private readonly StringBuilder _text = new("Digest ");
    private bool _any;

    public DigestWriter Quoted(string name, string? value)
    {
        if (value is null) return this;
        if (DigestFields.HasControl(value)) throw new ArgumentException("Expected text without control characters.", name);
        Name(name).Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    public DigestWriter Token(string name, string? value)
    {
        if (value is not null) Name(name).Append(value);
        return this;
    }

    private StringBuilder Name(string name)
    {
        if (_any) _text.Append(", ");
        _any = true;
        return _text.Append(name).Append('=');
    }

    public override string ToString() => _text.ToString();
}
