namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// Puts the sub-packets of one connection together. Sub-packets of a message have consecutive serial numbers (2013: 7.12),
/// so serial number minus index names the message, whatever order the parts come in; a part sent again is the same as the
/// first time. What is held is bounded: when a limit is reached the message longest without a new part is dropped. No
/// clock of its own; not for use from several threads at once.
/// </summary>
/// <param name="maxMessages">Most messages in the making; 4 by default.</param>
/// <param name="maxBytes">Most bytes held over all of them, bookkeeping included; 4 MiB by default.</param>
public sealed class SubpacketAssembler(int maxMessages = 4, int maxBytes = 4 * 1024 * 1024)
{
    private const int PartOverheadBytes = 64;

    private readonly List<Message> _messages = [];
    private long _bytes;

    /// <summary>Messages in the making.</summary>
    public int Count => _messages.Count;

    /// <summary>Bytes held, bookkeeping included.</summary>
    public long HeldBytes => _bytes;

    /// <summary>Messages given up because a limit was reached.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes a sub-packet.</summary>
    /// <param name="frame">A frame whose header says it is a sub-packet.</param>
    /// <param name="now">The caller's time, for <see cref="Missing"/> and <see cref="DropOlderThan"/>.</param>
    /// <param name="whole">The message when Complete: its header is the first part's, without sub-packet fields.</param>
    public AssemblyResult Add(in Jt808Frame frame, DateTimeOffset now, out Jt808Frame whole)
    {
        whole = default;
        Jt808Header header = frame.Header;
        int cost = frame.Body.Length + PartOverheadBytes;
        if (!header.IsSubpacket || cost > maxBytes) return AssemblyResult.Refused;
        Message message = Find(header) ?? Open(header);
        message.LastAt = now;
        if (!message.Parts.TryAdd(header.SubpacketIndex, frame.Body)) return AssemblyResult.Duplicate;
        message.Bytes += cost;
        _bytes += cost;
        if (message.Parts.Count == message.Total)
        {
            whole = message.ToFrame();
            Remove(message);
            return AssemblyResult.Complete;
        }

        while (_bytes > maxBytes) DropQuietest();
        return _messages.Contains(message) ? AssemblyResult.Kept : AssemblyResult.Refused;
    }

    /// <summary>What to ask for again with 0x8003: messages without a new part since <paramref name="quietSince"/>.</summary>
    /// <param name="quietSince">A time of the caller's before which the last part must have come.</param>
    public IReadOnlyList<MissingParts> Missing(DateTimeOffset quietSince) =>
        [.. _messages.Where(message => message.LastAt <= quietSince).Select(message => message.ToMissing())];

    /// <summary>Gives up messages without a new part since a time; returns how many.</summary>
    /// <param name="quietSince">A time of the caller's before which the last part must have come.</param>
    public int DropOlderThan(DateTimeOffset quietSince)
    {
        Message[] old = [.. _messages.Where(message => message.LastAt <= quietSince)];
        foreach (Message message in old) Remove(message);
        return old.Length;
    }

    private Message? Find(Jt808Header header)
    {
        ushort first = FirstSequence(header);
        return _messages.Find(message => message.First.MessageId == header.MessageId
            && message.First.Sequence == first && message.Total == header.SubpacketTotal);
    }

    private Message Open(Jt808Header header)
    {
        if (_messages.Count >= maxMessages) DropQuietest();
        Jt808Header first = header with { Sequence = FirstSequence(header), SubpacketTotal = 0, SubpacketIndex = 0 };
        var message = new Message(first, header.SubpacketTotal);
        _messages.Add(message);
        return message;
    }

    private static ushort FirstSequence(in Jt808Header header) => (ushort)(header.Sequence - header.SubpacketIndex + 1);

    private void DropQuietest()
    {
        Remove(_messages.MinBy(message => message.LastAt)!);
        Dropped++;
    }

    private void Remove(Message message)
    {
        _messages.Remove(message);
        _bytes -= message.Bytes;
    }

    private sealed class Message(Jt808Header first, ushort total)
    {
        public Jt808Header First => first;

        public ushort Total => total;

        public SortedDictionary<ushort, ReadOnlyMemory<byte>> Parts { get; } = [];

        public long Bytes { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public Jt808Frame ToFrame()
        {
            byte[] body = new byte[Parts.Values.Sum(part => part.Length)];
            int at = 0;
            foreach (ReadOnlyMemory<byte> part in Parts.Values)
            {
                part.CopyTo(body.AsMemory(at));
                at += part.Length;
            }

            return new Jt808Frame(first, body);
        }

        public MissingParts ToMissing() => new(
            first.MessageId, first.Sequence,
            [.. Enumerable.Range(1, total).Select(index => (ushort)index).Where(index => !Parts.ContainsKey(index)).Take(255)]);
    }
}

/// <summary>What became of a sub-packet.</summary>
public enum AssemblyResult
{
    /// <summary>Kept; others are still missing.</summary>
    Kept,
    /// <summary>It was the last one missing: the message is whole.</summary>
    Complete,
    /// <summary>It is here already; the first one stays.</summary>
    Duplicate,
    /// <summary>No sub-packet, or too large for the limits; not kept.</summary>
    Refused,
}

/// <summary>Parts that did not come, as 0x8003 and 0x8800 ask for them.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="FirstSequence">Serial number of its first sub-packet.</param>
/// <param name="Parts">Indexes from 1; at most the first 255, as many as one request can count.</param>
public sealed record MissingParts(ushort MessageId, ushort FirstSequence, IReadOnlyList<ushort> Parts);
