using System.Buffers.Binary;
using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>
/// One terminal parameter (table 11): a number of 1, 2 or 4 bytes, a GBK text, or a structure of its own. The value's
/// bytes are kept as they came; what they mean is by <see cref="Id"/> (table 12, <see cref="ParameterIds"/>).
/// </summary>
/// <param name="Id">Which parameter.</param>
/// <param name="Value">At most 255 bytes.</param>
public sealed record TerminalParameter(uint Id, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value as an unsigned number; null when it is not 1, 2 or 4 bytes long.</summary>
    public uint? Number => Value.Length switch
    {
        1 => Value.Span[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Value.Span),
        4 => BinaryPrimitives.ReadUInt32BigEndian(Value.Span),
        _ => null,
    };

    /// <summary>The value as text.</summary>
    public string Text => ChineseText.Decode(Value.Span);

    /// <summary>A DWORD parameter.</summary>
    /// <param name="id">Which.</param>
    /// <param name="value">Its value, in the unit table 12 gives.</param>
    public static TerminalParameter Of(uint id, uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new TerminalParameter(id, bytes);
    }

    /// <summary>A text parameter.</summary>
    /// <param name="id">Which.</param>
    /// <param name="value">Its value, at most 255 bytes in GBK.</param>
    public static TerminalParameter Of(uint id, string value) => new(id, ChineseText.Gb18030.GetBytes(value));

    /// <summary>The list with its count; 2011 counts twice: over all messages, and in this one.</summary>
    internal static TerminalParameter[] ReadList(ref BodyReader reader, Jt808Edition edition, out byte total) =>
        reader.List(ListCount.Read(ref reader, edition, out total), minimumItemBytes: 5, static (ref BodyReader r) => Read(ref r));

    internal static void WriteList(ref BodyWriter writer, Jt808Edition edition, IReadOnlyList<TerminalParameter> list, int total)
    {
        ListCount.Write(ref writer, edition, list.Count, total);
        foreach (TerminalParameter parameter in list)
        {
            writer.UInt32(parameter.Id);
            writer.Byte(BodyWriter.Count8(parameter.Value.Length, "bytes of a parameter"));
            writer.Bytes(parameter.Value.Span);
        }
    }

    private static TerminalParameter Read(ref BodyReader reader)
    {
        uint id = reader.UInt32();
        return new TerminalParameter(id, reader.Take(reader.Byte()).ToArray());
    }
}
