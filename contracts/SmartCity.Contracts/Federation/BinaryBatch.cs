using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SmartCity.Contracts.Federation;

/// <summary>
/// The binary batch. <c>SCB1</c>, then an event after another until the end: a 4-byte little-endian length, then fields.
/// Numbers are unsigned LEB128 (signed ones zigzag); a text is a LEB128 number of bytes and UTF-8. A word (type, origin,
/// division, subject and other texts that recur) is 0 and a text, which takes the next number from 1 on, or the number of
/// one met before in the batch. Order of the fields: position, origin word, epoch, origin position, type word, subject word, division word,
/// time (µs since 1970), offset of time (minutes), recorded (µs), flags, then what the flags name, then the data to the end.
/// </summary>
internal static class BinaryBatch
{
    private const uint Magic = 0x31424353; // "SCB1"
    private const int MaxWords = 20_000;

    [Flags]
    private enum Parts : byte
    {
        Audience = 1,
        Validity = 2,
        Trace = 4,
        Correlation = 8,
        Causation = 16,
        ContentType = 32,
        Hops = 64,
        Recovered = 128,
    }

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<EventEnvelope> events, DateTimeOffset now)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var buffer = new Buffer(64 * 1024);
        buffer.Fixed(Magic);
        foreach (var envelope in events)
            Write(buffer, words, envelope, now);
        output.Write(buffer.Written);
    }

    private static void Write(Buffer buffer, Dictionary<string, int> words, EventEnvelope envelope, DateTimeOffset now)
    {
        var start = buffer.Begin();
        buffer.Number((ulong)envelope.Position);
        buffer.Word(words, envelope.Origin);
        buffer.Number((ulong)envelope.Epoch);
        buffer.Number((ulong)envelope.OriginPosition);
        buffer.Word(words, envelope.Type);
        buffer.Word(words, envelope.Subject);
        buffer.Word(words, envelope.Division);
        buffer.Signed(Micros(envelope.Time));
        buffer.Signed((long)envelope.Time.Offset.TotalMinutes);
        buffer.Signed(Micros(envelope.RecordedTime));
        buffer.Byte((byte)PartsOf(envelope));
        if (envelope.Audience is { } audience)
            buffer.Word(words, audience);
        if (envelope.ValidUntil is { } until)
            buffer.Number((ulong)Math.Max(0, (long)(until - now).TotalMilliseconds));
        if (envelope.TraceParent is { } trace)
            buffer.Text(trace);
        if (envelope.CorrelationId is { } correlation)
            buffer.Text(correlation);
        if (envelope.CausationId is { } causation)
            buffer.Text(causation);
        if (envelope.ContentType != EventEnvelope.Json)
            buffer.Word(words, envelope.ContentType);
        if (envelope.Hops is { } hops)
            buffer.Word(words, hops);
        buffer.Bytes(envelope.Data.Span);
        buffer.End(start);
    }

    private static Parts PartsOf(EventEnvelope envelope) =>
        (envelope.Audience is null ? 0 : Parts.Audience) | (envelope.ValidUntil is null ? 0 : Parts.Validity)
        | (envelope.TraceParent is null ? 0 : Parts.Trace) | (envelope.CorrelationId is null ? 0 : Parts.Correlation)
        | (envelope.CausationId is null ? 0 : Parts.Causation) | (envelope.ContentType == EventEnvelope.Json ? 0 : Parts.ContentType)
        | (envelope.Hops is null ? 0 : Parts.Hops) | (envelope.Recovered ? Parts.Recovered : 0);

    public static List<EventEnvelope> Read(ReadOnlyMemory<byte> input, Lane lane, DateTimeOffset now)
    {
        if (input.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(input.Span) != Magic)
            throw new FormatException("the batch does not begin with SCB1");
        var words = new List<string> { "" };
        var events = new List<EventEnvelope>();
        for (var at = 4; at < input.Length;)
        {
            if (input.Length - at < 4)
                throw new FormatException($"event {events.Count}: cut off in its length");
            var length = BinaryPrimitives.ReadInt32LittleEndian(input.Span[at..]);
            at += 4;
            if (length < 0 || length > input.Length - at)
                throw new FormatException($"event {events.Count}: its length {length} goes beyond the batch");
            if (events.Count >= EventBatch.MaxEvents)
                throw new FormatException($"the batch holds more than {EventBatch.MaxEvents} events");
            events.Add(ReadEvent(input.Slice(at, length), words, lane, now, events.Count));
            at += length;
        }
        return events;
    }

    private static EventEnvelope ReadEvent(ReadOnlyMemory<byte> input, List<string> words, Lane lane, DateTimeOffset now, int index)
    {
        var reader = new Reader(input.Span, words, index);
        var position = (long)reader.Number();
        var origin = reader.Word();
        var epoch = (long)reader.Number();
        var originPosition = (long)reader.Number();
        var type = reader.Word();
        var subject = reader.Word();
        var division = reader.Word();
        var time = reader.Instant();
        var offset = reader.Signed();
        var recorded = reader.Instant();
        var parts = (Parts)reader.Byte();
        return new EventEnvelope
        {
            Lane = lane,
            Position = position,
            Origin = origin,
            Epoch = epoch,
            OriginPosition = originPosition,
            Type = type,
            Subject = subject,
            Division = division,
            Time = time.ToOffset(TimeSpan.FromMinutes(Math.Clamp(offset, -840, 840))),
            RecordedTime = recorded,
            Audience = parts.HasFlag(Parts.Audience) ? reader.Word() : null,
            ValidUntil = parts.HasFlag(Parts.Validity) ? now.AddMilliseconds(Math.Min(reader.Number(), 1UL << 40)) : null,
            TraceParent = parts.HasFlag(Parts.Trace) ? reader.Text() : null,
            CorrelationId = parts.HasFlag(Parts.Correlation) ? reader.Text() : null,
            CausationId = parts.HasFlag(Parts.Causation) ? reader.Text() : null,
            ContentType = parts.HasFlag(Parts.ContentType) ? reader.Word() : EventEnvelope.Json,
            Hops = parts.HasFlag(Parts.Hops) ? reader.Word() : null,
            Recovered = parts.HasFlag(Parts.Recovered),
            Data = input[reader.At..],
        };
    }

    private static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private sealed class Buffer(int capacity)
    {
        private byte[] bytes = new byte[capacity];
        private int length;

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

        public int Begin()
        {
            Fixed(0);
            return length;
        }

        public void End(int start) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(start - 4), length - start);

        public void Fixed(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
            length += 4;
        }

        public void Byte(byte value)
        {
            Room(1)[0] = value;
            length++;
        }

        public void Number(ulong value)
        {
            var room = Room(10);
            var used = 0;
            for (; value >= 0x80; value >>= 7)
                room[used++] = (byte)(value | 0x80);
            room[used++] = (byte)value;
            length += used;
        }

        public void Signed(long value) => Number((ulong)(value << 1 ^ value >> 63));

        public void Text(string value)
        {
            Number((ulong)Encoding.UTF8.GetByteCount(value));
            length += Encoding.UTF8.GetBytes(value, Room(value.Length * 3));
        }

        public void Word(Dictionary<string, int> words, string value)
        {
            if (words.TryGetValue(value, out var known))
            {
                Number((ulong)known);
                return;
            }
            Byte(0);
            Text(value);
            if (words.Count < MaxWords)
                words.Add(value, words.Count + 1);
        }

        public void Bytes(ReadOnlySpan<byte> value)
        {
            value.CopyTo(Room(value.Length));
            length += value.Length;
        }

        private Span<byte> Room(int needed)
        {
            if (bytes.Length - length < needed)
                Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + needed));
            return bytes.AsSpan(length);
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> input, List<string> words, int index)
    {
        private readonly ReadOnlySpan<byte> input = input;

        public int At { get; private set; }

        public byte Byte() => At < input.Length ? input[At++] : throw Cut();

        public ulong Number()
        {
            ulong value = 0;
            for (var shift = 0; shift < 70; shift += 7)
            {
                var next = Byte();
                value |= (ulong)(next & 0x7F) << Math.Min(shift, 63);
                if (next < 0x80)
                    return value;
            }
            throw new FormatException($"event {index}: a number is longer than 10 bytes");
        }

        public long Signed()
        {
            var value = Number();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        public DateTimeOffset Instant()
        {
            var micros = Signed();
            return Math.Abs((double)micros) < 6e16
                ? new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + micros * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
                : throw new FormatException($"event {index}: a time is out of range");
        }

        public string Text()
        {
            var length = Number();
            if (length > (ulong)(input.Length - At))
                throw Cut();
            var text = Encoding.UTF8.GetString(input.Slice(At, (int)length));
            At += (int)length;
            return text;
        }

        public string Word()
        {
            var number = Number();
            if (number > 0)
                return number < (ulong)words.Count ? words[(int)number] : throw new FormatException($"event {index}: word {number} was not met before");
            var text = Text();
            if (words.Count <= MaxWords)
                words.Add(text);
            return text;
        }

        private readonly FormatException Cut() => new($"event {index}: it ends before its fields do");
    }
}
