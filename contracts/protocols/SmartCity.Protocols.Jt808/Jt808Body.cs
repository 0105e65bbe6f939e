using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808;

/// <summary>
/// A decoded message body. Every body reads with <c>TryRead(body, edition, out …)</c> of its type, or with
/// <see cref="Jt808Bodies"/> by id, and writes with <see cref="Encode"/>. Bytes after the last field an edition
/// defines are kept in <see cref="Trailing"/> and written again.
/// </summary>
public abstract record Jt808Body
{
    /// <summary>The message id the body goes under.</summary>
    public abstract ushort MessageId { get; }

    /// <summary>Bytes after the fields of the standard, as makers and later amendments add them; empty by default.</summary>
    public ReadOnlyMemory<byte> Trailing { get; init; }

    /// <summary>The bytes of the body, unescaped; may be longer than one frame carries (see <see cref="Subpackets.Split"/>).</summary>
    /// <param name="edition">The edition the receiver speaks.</param>
    /// <exception cref="ArgumentException">A text, list or time does not fit its field.</exception>
    public byte[] Encode(Jt808Edition edition)
    {
        var writer = new BodyWriter(64);
        Write(ref writer, edition);
        writer.Bytes(Trailing.Span);
        return writer.Written.ToArray();
    }

    internal abstract void Write(ref BodyWriter writer, Jt808Edition edition);
}
