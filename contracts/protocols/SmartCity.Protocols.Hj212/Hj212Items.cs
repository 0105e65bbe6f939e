namespace SmartCity.Protocols.Hj212;

/// <summary>
/// The items of a CP area in the order they stand, read as they are walked: <c>;</c> ends a group, <c>,</c> separates the
/// values of one group (HJ 212-2017 6.3.3). No allocation; items without a name are stepped over.
/// </summary>
/// <param name="cp">What stands between the two <c>&amp;&amp;</c>.</param>
public ref struct Hj212Items(ReadOnlySpan<byte> cp)
{
    private ReadOnlySpan<byte> _rest = cp;
    private int _nextGroup;

    /// <summary>The item under the walk.</summary>
    public Hj212Item Current { get; private set; }

    /// <summary>Makes the walk usable in foreach.</summary>
    public readonly Hj212Items GetEnumerator() => this;

    /// <summary>The first item of that name (<c>RtdInterval</c>, <c>w01018-Rtd</c>), compared as it is written.</summary>
    public readonly bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (Hj212Item item in this)
        {
            if (item.Name.SequenceEqual(name))
            {
                value = item.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Goes to the next item.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            int group = _nextGroup;
            ReadOnlySpan<byte> item = Take();
            int equals = item.IndexOf((byte)'=');
            ReadOnlySpan<byte> name = (equals < 0 ? item : item[..equals]).Trim((byte)' ');
            if (!name.IsEmpty)
            {
                Current = new Hj212Item(name, equals < 0 ? default : item[(equals + 1)..].Trim((byte)' '), group);
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Take()
    {
        int start = QuotedEnd(_rest);
        int end = _rest[start..].IndexOfAny((byte)';', (byte)',');
        if (end < 0)
        {
            ReadOnlySpan<byte> last = _rest;
            _rest = default;
            return last;
        }

        end += start;
        ReadOnlySpan<byte> item = _rest[..end];
        _nextGroup += _rest[end] == ';' ? 1 : 0;
        _rest = _rest[(end + 1)..];
        return item;
    }

    /// <summary>A log (i11001-Info=//…//) may hold separators between its double slashes.</summary>
    private static int QuotedEnd(ReadOnlySpan<byte> rest)
    {
        int equals = rest.IndexOfAny((byte)'=', (byte)';', (byte)',');
        if (equals < 0 || !rest[equals..].StartsWith("=//"u8))
        {
            return 0;
        }

        int closing = rest[(equals + 3)..].IndexOf("//"u8);
        return closing < 0 ? 0 : equals + 3 + closing + 2;
    }
}
