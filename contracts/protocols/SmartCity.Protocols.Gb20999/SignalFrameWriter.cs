using System.Buffers.Binary;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// Writes one frame into a buffer of the caller's, value by value, without allocating. Ask for at least
/// <see cref="SignalFrameReader.LongestFrame"/> bytes, twice that when escaping, or check what the methods return.
/// </summary>
public ref struct SignalFrameWriter
{
    private readonly Span<byte> _buffer;
    private readonly Framing _framing;
    private int _written;
    private bool _hasCount;

    /// <summary>Starts a frame; <paramref name="buffer"/> shorter than 17 bytes fits none and <see cref="TryFinish"/> says so.</summary>
    public SignalFrameWriter(Span<byte> buffer, Framing framing, in FrameHeader header)
    {
        _buffer = buffer;
        _framing = framing;
        if (buffer.Length < FrameHeader.Bytes + 5)
        {
            return;
        }

        buffer[0] = Flags.Start;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[3..], header.Version);
        buffer[5] = header.CentreId;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[6..], header.ControllerId);
        buffer[10] = header.CrossingId;
        buffer[11] = header.Sequence;
        buffer[12] = (byte)header.Type;
        buffer[13] = 0;
        _written = 1 + FrameHeader.Bytes;
        _hasCount = header.Type is not (FrameType.HeartbeatQuery or FrameType.HeartbeatAnswer or FrameType.HeartbeatAnswerDeviant);
    }

    /// <summary>Writes a count although no value follows: what some controllers do in heartbeats.</summary>
    public void WriteCount() => _hasCount = true;

    /// <summary>Adds a value under the next index; false when it does not fit the buffer, the 255 of a frame or the 251 bytes of a value.</summary>
    public bool TryAdd(DataAddress address, ReadOnlySpan<byte> value) => TryAdd((byte)(Count + 1), address, value);

    /// <summary>Adds a value under an index of the caller's.</summary>
    public bool TryAdd(byte index, DataAddress address, ReadOnlySpan<byte> value)
    {
        int at = Math.Max(_written, FrameHeader.Bytes + 2);
        int after = at + 6 + value.Length;
        if (_written == 0 || Count == byte.MaxValue || value.Length > byte.MaxValue - 4 || after + 3 > _buffer.Length
            || after - 1 > ushort.MaxValue)
        {
            return false;
        }

        _hasCount = true;
        _buffer[FrameHeader.Bytes + 1]++;
        ReadOnlySpan<byte> head =
            [index, (byte)(value.Length + 4), address.Class, address.Object, address.Attribute, address.Element];
        head.CopyTo(_buffer[at..]);
        value.CopyTo(_buffer[(at + 6)..]);
        _written = after;
        return true;
    }

    /// <summary>Closes the frame with length, CRC, escapes and end flag; false when the buffer is too short for it.</summary>
    public bool TryFinish(out int written)
    {
        written = 0;
        if (_written == 0)
        {
            return false;
        }

        int end = _hasCount ? Math.Max(_written, FrameHeader.Bytes + 2) : _written;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[1..], (ushort)(end - 1));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[end..], Crc16.Compute(_buffer[1..end]));
        end += 2;
        int escapes = _framing == Framing.Escaped ? CountEscapes(_buffer[1..end]) : 0;
        if (end + escapes + 1 > _buffer.Length)
        {
            return false;
        }

        Escape(_buffer, end, escapes);
        end += escapes;
        _buffer[end] = Flags.End;
        written = end + 1;
        return true;
    }

    private readonly int Count => _written == 0 ? 0 : _buffer[FrameHeader.Bytes + 1];

    private static int CountEscapes(ReadOnlySpan<byte> bytes)
    {
        int escapes = 0;
        for (int next; (next = bytes.IndexOfAny(Flags.Start, Flags.End, Flags.Escape)) >= 0; bytes = bytes[(next + 1)..])
        {
            escapes++;
        }

        return escapes;
    }

    /// <summary>Opens the gaps from the end, so that no second buffer is needed.</summary>
    private static void Escape(Span<byte> buffer, int end, int escapes)
    {
        for (int from = end - 1, to = end - 1 + escapes; to > from; from--)
        {
            buffer[to--] = buffer[from];
            if (Flags.NeedsEscape(buffer[from]))
            {
                buffer[to--] = Flags.Escape;
            }
        }
    }
}
