using System.Text;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The <c>;name=value</c> list behind an address or a Via; a parameter may stand without a value. Order is kept.</summary>
public sealed class SipParameters : IEquatable<SipParameters>
{
    private readonly (string Name, string? Value)[] entries;

    private SipParameters((string Name, string? Value)[] entries) => this.entries = entries;

    /// <summary>No parameters.</summary>
    public static SipParameters None { get; } = new([]);

    /// <summary>Reads what follows the first semicolon (which may be there or not). Never fails: what has no name is left out.</summary>
    public static SipParameters Read(string text)
    {
        var entries = SipText.Split(text, ';').Select(Entry).Where(entry => entry.Name.Length > 0).ToArray();
        return entries.Length == 0 ? None : new SipParameters(entries);
    }

    /// <summary>The value of a parameter; empty for one that stands without a value, null for one that is absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var entry in entries)
            {
                if (Same(entry.Name, name))
                    return entry.Value ?? "";
            }
            return null;
        }
    }

    /// <summary>The same list with one parameter set (null: standing without a value), in its old place or at the end.</summary>
    public SipParameters With(string name, string? value)
    {
        var at = Array.FindIndex(entries, entry => Same(entry.Name, name));
        if (at < 0)
            return new SipParameters([.. entries, (name, value)]);
        var changed = entries.ToArray();
        changed[at] = (entries[at].Name, value);
        return new SipParameters(changed);
    }

    /// <inheritdoc/>
    public bool Equals(SipParameters? other) => other is not null && entries.AsSpan().SequenceEqual(other.entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipParameters);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>As written: each parameter with its semicolon in front; empty when there is none.</summary>
    public override string ToString()
    {
        if (entries.Length == 0)
            return "";
        var text = new StringBuilder();
        foreach (var (name, value) in entries)
        {
            text.Append(';').Append(name);
            if (value is not null)
                text.Append('=').Append(value);
        }
        return text.ToString();
    }

    private static (string Name, string? Value) Entry(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part, null) : (part[..equals].Trim(), part[(equals + 1)..].Trim());
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
