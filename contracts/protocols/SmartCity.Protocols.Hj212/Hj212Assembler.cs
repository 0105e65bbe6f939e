namespace SmartCity.Protocols.Hj212;

/// <summary>What became of a packet given to an <see cref="Hj212Assembler"/>.</summary>
public enum Hj212Part
{
    /// <summary>It is no part of anything: it is whole as it is.</summary>
    NotSplit,

    /// <summary>It is kept until the others come.</summary>
    Kept,

    /// <summary>It had come before. Acknowledge it again: the first acknowledgement was lost.</summary>
    Duplicate,

    /// <summary>It was the last one missing.</summary>
    Completed,

    /// <summary>Its numbers make no sense (PNO beyond PNUM) or PNUM is beyond the bound.</summary>
    Refused,
}

/// <summary>
/// Puts the parts of split packets together (HJ 212-2017 6.4, Appendix C tables C.49, C.50). Parts have a QN each, so
/// they are grouped by MN, CN, DataTime and PNUM; they may come in any order and more than once, and each is
/// acknowledged by itself. Bounded in number and age. Not thread-safe: one per connection, or per device.
/// </summary>
/// <param name="maxPending">How many split packets are kept at once; beyond it the oldest is given up.</param>
/// <param name="maxAge">How long the parts of a packet may take to come, and how long duplicates of a whole one are known.</param>
/// <param name="maxParts">The greatest PNUM accepted.</param>
public sealed class Hj212Assembler(int maxPending, TimeSpan maxAge, int maxParts = 64)
{
    private readonly OrderedDictionary<Key, Group> _groups = [];

    /// <summary>How many split packets were given up incomplete, by age or by number.</summary>
    public long GivenUp { get; private set; }

    /// <summary>How many split packets wait for parts.</summary>
    public int Pending => _groups.Values.Count(group => !group.IsComplete);

    /// <summary>Takes one packet.</summary>
    /// <param name="packet">Any packet; one that is not split comes back as <paramref name="whole"/>.</param>
    /// <param name="now">When it was received; must not go back.</param>
    /// <param name="whole">
    /// The whole packet when there is one: QN and Flag of the part that completed it, PNUM and PNO 0, the items of all
    /// parts in order of PNO with the repeated DataTime once.
    /// </param>
    public Hj212Part Add(Hj212Packet packet, DateTimeOffset now, out Hj212Packet? whole)
    {
        Expire(now);
        whole = packet.IsSplit ? null : packet;
        if (!packet.IsSplit)
        {
            return Hj212Part.NotSplit;
        }

        if (packet.Pno > packet.Pnum || packet.Pnum > maxParts)
        {
            return Hj212Part.Refused;
        }

        Group group = GroupOf(packet, now);
        if (group.Parts[packet.Pno - 1] == packet.Cp)
        {
            return Hj212Part.Duplicate;
        }

        group.Parts[packet.Pno - 1] = packet.Cp;
        whole = group.IsComplete ? packet with { Pnum = 0, Pno = 0, Flag = (byte)((packet.Flag ?? 0) & ~2), Cp = group.Join() } : null;
        return group.IsComplete ? Hj212Part.Completed : Hj212Part.Kept;
    }

    private Group GroupOf(Hj212Packet packet, DateTimeOffset now)
    {
        var key = new Key(packet.Mn, packet.Cn, packet.Value("DataTime"), packet.Pnum);
        bool known = _groups.TryGetValue(key, out Group? group);
        if (known && group!.IsComplete && group.Parts[packet.Pno - 1] != packet.Cp)
        {
            // The same period sent again with other values: a correction, to be put together anew.
            _groups.Remove(key);
            known = false;
        }

        if (!known)
        {
            MakeRoom();
            _groups.Add(key, group = new Group(packet.Pnum, now));
        }

        return group!;
    }

    private void Expire(DateTimeOffset now)
    {
        while (_groups.Count > 0 && now - _groups.GetAt(0).Value.Began > maxAge)
        {
            GiveUpOldest();
        }
    }

    private void MakeRoom()
    {
        while (_groups.Count >= Math.Max(1, maxPending))
        {
            GiveUpOldest();
        }
    }

    private void GiveUpOldest()
    {
        GivenUp += _groups.GetAt(0).Value.IsComplete ? 0 : 1;
        _groups.RemoveAt(0);
    }

    private readonly record struct Key(string Mn, int Cn, string? DataTime, int Pnum);

    private sealed class Group(int pnum, DateTimeOffset began)
    {
        public string?[] Parts { get; } = new string?[pnum];

        public DateTimeOffset Began { get; } = began;

        public bool IsComplete => Array.IndexOf(Parts, null) < 0;

        public string Join() => string.Join(';', Parts.SelectMany((part, index) =>
            part!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(group => index == 0 || !group.StartsWith("DataTime=", StringComparison.Ordinal))));
    }
}
