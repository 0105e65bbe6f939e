using System.Buffers.Binary;

namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>Writes the fields of a body in order, big-endian, into a fixed span or a growing array.</summary>
internal ref struct BodyWriter
{
    private readonly bool _grows;
    private Span<byte> _space;

    /// <summary>Writes into the caller's span and goes no further.</summary>
    /// <param name="space">Where the bytes go.</param>
    public BodyWriter(Span<byte> space) => _space = space;

    /// <summary>Writes into an array that grows as needed.</summary>
    /// <param name="expectedBytes">How much is likely needed.</param>
    public BodyWriter(int expectedBytes)
    {
        _space = new byte[expectedBytes];
        _grows = true;
    }

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _space[..Length];

    internal void Byte(byte value) => Take(1)[0] = value;

    internal void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    internal void Bytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    internal void Time(DateTimeOffset? time) => BcdTime.Write(time, Take(6));

    internal void Text(string text) => Bytes(ChineseText.Gb18030.GetBytes(text));

    /// <summary>Text filled with zero bytes (or another filler) at its end up to a fixed width.</summary>
    internal void FixedText(string text, int width, byte filler = 0)
    {
        byte[] bytes = ChineseText.Gb18030.GetBytes(text);
        if (bytes.Length > width) throw new ArgumentException($"'{text}' is {bytes.Length} bytes in GBK, the field has {width}.");
        Span<byte> field = Take(width);
        bytes.CopyTo(field);
        field[bytes.Length..].Fill(filler);
    }

    /// <summary>A length byte and the text.</summary>
    internal void Text8(string text)
    {
        byte[] bytes = ChineseText.Gb18030.GetBytes(text);
        Byte(Count8(bytes.Length, "bytes of text"));
        Bytes(bytes);
    }

    /// <summary>A length word and the text.</summary>
    internal void Text16(string text)
    {
        byte[] bytes = ChineseText.Gb18030.GetBytes(text);
        UInt16(Count16(bytes.Length, "bytes of text"));
        Bytes(bytes);
    }

    internal static byte Count8(int count, string what) => count <= byte.MaxValue
        ? (byte)count
        : throw new ArgumentException($"At most {byte.MaxValue} {what} fit one message, not {count}.");

    internal static ushort Count16(int count, string what) => count <= ushort.MaxValue
        ? (ushort)count
        : throw new ArgumentException($"At most {ushort.MaxValue} {what} fit one message, not {count}.");

    internal Span<byte> Take(int bytes)
    {
        if (Length + bytes > _space.Length) Grow(bytes);
        Span<byte> taken = _space.Slice(Length, bytes);
        Length += bytes;
        return taken;
    }

    private void Grow(int bytes)
    {
        if (!_grows) throw new ArgumentException($"The destination has {_space.Length} bytes; more are needed.");
        var larger = new byte[Math.Max(Length + bytes, _space.Length * 2)];
        Written.CopyTo(larger);
        _space = larger;
    }
}
