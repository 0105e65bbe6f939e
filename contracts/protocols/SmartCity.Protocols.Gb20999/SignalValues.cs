using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// Bytes to values and back, by the definition of the object. What does not fit its definition is a
/// <see cref="RawValue"/>: nothing a controller sends is lost, and writing a value read gives the same bytes again.
/// </summary>
public static class SignalValues
{
    /// <summary>Reads a value; raw for an unknown object (<paramref name="definition"/> null) or bytes that do not fit.</summary>
    public static SignalValue Read(ObjectDefinition? definition, ReadOnlySpan<byte> bytes) => definition?.Kind switch
    {
        ValueKind.Number or ValueKind.Code or ValueKind.Flag when IsNumber(bytes) && TryReadNumber(bytes, out ulong n) && n <= long.MaxValue
            => new NumberValue((long)n),
        ValueKind.Signed when IsNumber(bytes) && TryReadNumber(bytes, out ulong n) => new NumberValue(SignExtend(n, bytes.Length)),
        ValueKind.Text when ReadText(bytes) is { } text => text,
        ValueKind.Time when TryReadTime(bytes, out DateTime time) => new TimeValue(time),
        ValueKind.Address when bytes.Length is 4 or 16 => new AddressValue(new IPAddress(bytes)),
        ValueKind.Members when bytes.Length is > 0 and <= 32 => new MembersValue(ReadMembers(bytes, definition.ItemBytes)),
        ValueKind.Numbers or ValueKind.Codes when bytes.Length > 0 && bytes.Length % definition.ItemBytes == 0
            => new NumbersValue(ReadNumbers(bytes, definition.ItemBytes)),
        _ => new RawValue([.. bytes]),
    };

    /// <summary>
    /// Writes a value in the width given, or in the standard's. Null when it does not fit: a number too large, text too
    /// long, a value of the wrong kind.
    /// </summary>
    public static byte[]? Write(ObjectDefinition definition, SignalValue value, int? width = null)
    {
        int bytes = width ?? (value is TextValue text ? text.Encoding.GetByteCount(text.Text) : definition.Bytes);
        return (value, definition.Kind) switch
        {
            (RawValue raw, _) => [.. raw.Bytes],
            (NumberValue n, ValueKind.Number or ValueKind.Code or ValueKind.Flag) => WriteNumber(n.Number, bytes, signed: false),
            (NumberValue n, ValueKind.Signed) => WriteNumber(n.Number, bytes, signed: true),
            (TextValue t, ValueKind.Text) => WriteText(t, bytes),
            (TimeValue t, ValueKind.Time) when bytes == 7 => WriteTime(t.Time),
            (AddressValue a, ValueKind.Address) when a.Address.GetAddressBytes() is var octets && octets.Length == bytes => octets,
            (MembersValue m, ValueKind.Members) => WriteMembers(m.Members, bytes, definition.ItemBytes),
            (NumbersValue n, ValueKind.Numbers or ValueKind.Codes) => WriteNumbers(n.Numbers, bytes, definition.ItemBytes),
            _ => null,
        };
    }

    /// <summary>Reads an unsigned number of 1..8 bytes, high byte first; false for any other length.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        foreach (byte b in bytes)
        {
            number = (number << 8) | b;
        }

        return IsNumber(bytes);
    }

    /// <summary>Reads a seven-byte time; false when it is no time, as a clock never set is (all zeros).</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> bytes, out DateTime time)
    {
        time = default;
        if (bytes.Length != 7)
        {
            return false;
        }

        int year = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        bool valid = year is >= 1 and <= 9999 && bytes[2] is >= 1 and <= 12 && bytes[3] >= 1
            && bytes[3] <= DateTime.DaysInMonth(year, bytes[2]) && bytes[4] < 24 && bytes[5] < 60 && bytes[6] < 60;
        time = valid ? new DateTime(year, bytes[2], bytes[3], bytes[4], bytes[5], bytes[6]) : default;
        return valid;
    }

    /// <summary>Writes a seven-byte time; fractions of a second are dropped.</summary>
    public static byte[] WriteTime(DateTime time) =>
    [
        (byte)(time.Year >> 8), (byte)time.Year, (byte)time.Month, (byte)time.Day, (byte)time.Hour, (byte)time.Minute, (byte)time.Second,
    ];

    private static bool IsNumber(ReadOnlySpan<byte> bytes) => bytes.Length is >= 1 and <= 8;

    private static long SignExtend(ulong number, int bytes)
    {
        int unused = 64 - bytes * 8;
        return (long)(number << unused) >> unused;
    }

    /// <summary>Null when the text, written again, would not be the same bytes.</summary>
    private static TextValue? ReadText(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> sent = bytes.TrimEnd((byte)0);
        var text = new TextValue(ChineseText.Decode(sent), !System.Text.Unicode.Utf8.IsValid(sent));
        return sent.SequenceEqual(text.Encoding.GetBytes(text.Text)) ? text : null;
    }

    private static ImmutableArray<int> ReadMembers(ReadOnlySpan<byte> bytes, int first)
    {
        var members = ImmutableArray.CreateBuilder<int>();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[^(bit / 8 + 1)] >> (bit % 8) & 1) != 0)
            {
                members.Add(bit + first);
            }
        }

        return members.ToImmutable();
    }

    private static ImmutableArray<int> ReadNumbers(ReadOnlySpan<byte> bytes, int width)
    {
        var numbers = ImmutableArray.CreateBuilder<int>(bytes.Length / width);
        for (int at = bytes.Length - width; at >= 0; at -= width)
        {
            TryReadNumber(bytes.Slice(at, width), out ulong number);
            numbers.Add((int)number);
        }

        return numbers.MoveToImmutable();
    }

    private static byte[]? WriteNumber(long number, int width, bool signed)
    {
        long max = width >= 8 ? long.MaxValue : (1L << (width * 8 - (signed ? 1 : 0))) - 1;
        if (width is < 1 or > 8 || number > max || number < (signed ? -max - 1 : 0))
        {
            return null;
        }

        var bytes = new byte[width];
        for (int at = width - 1; at >= 0; at--, number >>= 8)
        {
            bytes[at] = (byte)number;
        }

        return bytes;
    }

    private static byte[]? WriteText(TextValue value, int width)
    {
        byte[] text = value.Encoding.GetBytes(value.Text);
        return text.Length > width ? null : [.. text, .. new byte[width - text.Length]];
    }

    private static byte[]? WriteMembers(ImmutableArray<int> members, int width, int first)
    {
        var bytes = new byte[width];
        foreach (int member in members)
        {
            int bit = member - first;
            if (bit < 0 || bit >= width * 8)
            {
                return null;
            }

            bytes[^(bit / 8 + 1)] |= (byte)(1 << (bit % 8));
        }

        return bytes;
    }

    private static byte[]? WriteNumbers(ImmutableArray<int> numbers, int width, int item)
    {
        if (numbers.Length * item > width)
        {
            return null;
        }

        var bytes = new byte[width];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (WriteNumber(numbers[i], item, signed: false) is not { } one)
            {
                return null;
            }

            one.CopyTo(bytes, width - (i + 1) * item);
        }

        return bytes;
    }
}
