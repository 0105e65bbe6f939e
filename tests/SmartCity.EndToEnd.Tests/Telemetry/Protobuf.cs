using System.Text;

namespace SmartCity.EndToEnd.Tests.Telemetry;

/// <summary>A message of Protocol Buffers taken apart: its fields by number, as they came. Enough to read what OTLP sends.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields = [];

    public Protobuf(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message.Span, ref at);
            var (number, type) = ((int)(key >> 3), (int)(key & 7));
            switch (type)
            {
                case 0:
                    fields.Add((number, Varint(message.Span, ref at), default));
                    break;
                case 1:
                    fields.Add((number, BitConverter.ToUInt64(message.Span.Slice(at, 8)), message.Slice(at, 8)));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add((number, 0, message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    fields.Add((number, BitConverter.ToUInt32(message.Span.Slice(at, 4)), message.Slice(at, 4)));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {type} of field {number} is none of Protocol Buffers 3.");
            }
        }
    }

    public IEnumerable<Protobuf> Messages(int number) => fields.Where(field => field.Number == number).Select(field => new Protobuf(field.Bytes));

    public Protobuf? Message(int number) => Messages(number).FirstOrDefault();

    public string Text(int number) => Encoding.UTF8.GetString(Field(number).Bytes.Span);

    public string Hex(int number) => Convert.ToHexStringLower(Field(number).Bytes.Span);

    public ulong Number(int number) => Field(number).Value;

    private (int Number, ulong Value, ReadOnlyMemory<byte> Bytes) Field(int number) => fields.LastOrDefault(field => field.Number == number);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
