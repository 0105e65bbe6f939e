using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// Reads the fields of a body in order, big-endian (clause 4.2). A field that does not fit makes the reader failed and
/// reads as zero, so that a decoder asks once, at its end, whether all of it was there.
/// </summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public bool Failed { get; private set; }

    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    /// <summary>For what a field says that cannot be: the body is then as bad as one that is too short.</summary>
    public void Fail() => Failed = true;

    /// <summary>Text without the zero bytes that fill it up to a fixed width.</summary>
    public string FixedText(int length) => ChineseText.Decode(Take(length).TrimEnd((byte)0));

    /// <summary>All of the text of a declared length, nothing trimmed.</summary>
    public string Text(int length) => ChineseText.Decode(Take(length));

    public string RestText() => Text(Left);

    public ReadOnlyMemory<byte> Rest() => Left == 0 ? default : Take(Left).ToArray();

    public DateTimeOffset? Time() => BcdTime.Read(Take(6));

    /// <summary>
    /// A list of a declared count. Nothing is allocated for a count the body cannot hold: each item takes at least
    /// <paramref name="minimumItemBytes"/>, and reading stops at the first that is not there.
    /// </summary>
    public T[] List<T>(int count, int minimumItemBytes, ReadItem<T> read)
    {
        if ((long)count * minimumItemBytes > Left)
        {
            Failed = true;
            return [];
        }

        var items = new T[count];
        for (int i = 0; i < count && !Failed; i++) items[i] = read(ref this);
        return items;
    }

    /// <summary>The end of every decoder: the message, or BadField when a field was not all there.</summary>
    public readonly FrameError Accept<T>([NotNull] T candidate, out T? message) where T : class
    {
        message = Failed ? null : candidate;
        return Failed ? FrameError.BadField : FrameError.None;
    }
}

internal delegate T ReadItem<out T>(ref BodyReader reader);
