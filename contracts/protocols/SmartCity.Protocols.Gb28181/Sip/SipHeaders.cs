using System.Collections;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>One header line: the full name (compact forms are expanded on reading) and the value, unfolded and trimmed.</summary>
public readonly record struct SipHeader(string Name, string Value);

/// <summary>The headers of a message in the order they came; names compare without case (RFC 3261 7.3.1).</summary>
public sealed class SipHeaders : IReadOnlyList<SipHeader>
{
    private readonly List<SipHeader> lines = [];

    /// <inheritdoc/>
    public int Count => lines.Count;

    /// <inheritdoc/>
    public SipHeader this[int index] => lines[index];

    /// <summary>The first value of a header, or null when it is absent. Setting replaces all lines of that name; null removes them.</summary>
    public string? this[string name]
    {
        get
        {
            var at = IndexOf(name);
            return at < 0 ? null : lines[at].Value;
        }
        set => Replace(name, value);
    }

    /// <summary>Adds a line at the end.</summary>
    public void Add(string name, string value) => lines.Add(new SipHeader(name, value));

    /// <summary>Adds a line before the first of its name, or in front of all: the place of a new Via.</summary>
    public void Prepend(string name, string value) => lines.Insert(Math.Max(IndexOf(name), 0), new SipHeader(name, value));

    /// <summary>
    /// The values of a header, one by one: lines of the same name in order, and values joined by commas on one line told
    /// apart (RFC 3261 7.3.1). Only for headers whose grammar is a list: Via, Contact, Route, Record-Route.
    /// </summary>
    public IEnumerable<string> List(string name)
    {
        foreach (var line in lines)
        {
            if (!Same(line.Name, name))
                continue;
            foreach (var part in SipText.Split(line.Value, ','))
                yield return part;
        }
    }

    /// <summary>The values of a header line by line, commas left alone: for WWW-Authenticate and Authorization.</summary>
    public IEnumerable<string> Values(string name) => lines.Where(line => Same(line.Name, name)).Select(line => line.Value);

    /// <summary>Copies every line of a name from another message.</summary>
    public void CopyFrom(SipHeaders other, string name)
    {
        foreach (var line in other.lines)
        {
            if (Same(line.Name, name))
                lines.Add(line);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<SipHeader> GetEnumerator() => lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The last line of a name gets a new value; used to unfold a continued line.</summary>
    internal void Continue(string more) => lines[^1] = lines[^1] with { Value = (lines[^1].Value + " " + more).Trim() };

    private void Replace(string name, string? value)
    {
        var at = IndexOf(name);
        lines.RemoveAll(line => Same(line.Name, name));
        if (value is not null)
            lines.Insert(at < 0 ? lines.Count : at, new SipHeader(name, value));
    }

    private int IndexOf(string name) => lines.FindIndex(line => Same(line.Name, name));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
