using System.Buffers.Binary;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// A frame read in place: it points into the bytes it was read from (or the scratch they were un-escaped to) and is
/// valid as long as they are. Walking its values allocates nothing; <see cref="SignalMessage.From"/> makes a copy to keep.
/// </summary>
public readonly ref struct SignalFrame
{
    private readonly ReadOnlySpan<byte> _body;

    /// <param name="body">Un-escaped bytes from the length field to the last value, already checked.</param>
    internal SignalFrame(ReadOnlySpan<byte> body) => _body = body;

    /// <summary>Identities, sequence and type.</summary>
    public FrameHeader Header => new(
        BinaryPrimitives.ReadUInt16BigEndian(_body[2..]), _body[4], BinaryPrimitives.ReadUInt32BigEndian(_body[5..]),
        _body[9], _body[10], (FrameType)_body[11]);

    /// <summary>Whether a count of values is present; heartbeats carry none, though some controllers send 0.</summary>
    public bool HasCount => _body.Length > FrameHeader.Bytes;

    /// <summary>How many values the frame carries.</summary>
    public int Count => HasCount ? _body[FrameHeader.Bytes] : 0;

    /// <summary>The values in order.</summary>
    public ValueEnumerator GetEnumerator() => new(HasCount ? _body[(FrameHeader.Bytes + 1)..] : default);

    /// <summary>Walks the values of a frame without allocating.</summary>
    public ref struct ValueEnumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal ValueEnumerator(ReadOnlySpan<byte> values)
        {
            _rest = values;
            Current = default;
        }

        /// <summary>The value the walk stands at.</summary>
        public DataValueView Current { get; private set; }

        /// <summary>Goes on to the next value; false after the last.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            Current = new DataValueView(_rest[..(2 + _rest[1])]);
            _rest = _rest[(2 + _rest[1])..];
            return true;
        }
    }
}

/// <summary>One value of a frame, in place.</summary>
public readonly ref struct DataValueView
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal DataValueView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Place of the value in the frame, from 1.</summary>
    public byte Index => _bytes[0];

    /// <summary>What the value is.</summary>
    public DataAddress Address => new(_bytes[2], _bytes[3], _bytes[4], _bytes[5]);

    /// <summary>Its bytes; empty in a query; the one byte of a <see cref="ValueError"/> in an error answer.</summary>
    public ReadOnlySpan<byte> Value => _bytes[6..];
}
