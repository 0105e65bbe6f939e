using System.Globalization;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Protocols.Tests.Gb20999;

public class ConformanceTests
{
    [Fact]
    public void There_are_354_frames() => Assert.Equal(354, ConformanceFrame.Load().Count);

    [Fact]
    public void Every_frame_reads_as_the_address_and_direction_its_row_states()
    {
        foreach (ConformanceFrame row in ConformanceFrame.Load())
        {
            SignalMessage message = Read(row.Bytes, Framing.Plain);
            DataValue value = Assert.Single(message.Values);
            Assert.Equal(ConformanceFrame.MisstatedAddresses.GetValueOrDefault(row.Code, row.Code), value.Address.ToString());
            Assert.Equal(new FrameHeader(0x0100, 5, 0, 0, (byte)(row.IsAnswer ? 2 : 1), message.Header.Type), message.Header);
            Assert.Equal(row.IsAnswer ? ExpectedAnswer(value.Address) : FrameType.Query, message.Header.Type);
        }
    }

    [Fact]
    public void Every_answer_has_the_value_its_row_states()
    {
        int compared = 0;
        foreach (ConformanceFrame row in ConformanceFrame.Load().Where(row => row.IsAnswer && row.Stated.Length > 0))
        {
            DataValue value = Read(row.Bytes, Framing.Plain).Values[0];
            ObjectDefinition definition = ObjectCatalogue.Find(value.Address)!;
            bool agrees = Says(definition, SignalValues.Read(definition, value.Value.AsSpan()), row.Stated);
            Assert.True(agrees != ConformanceFrame.MisstatedValues.Contains(row.Code), $"{row.Code} {row.Name}: {row.Stated}");
            compared++;
        }

        Assert.Equal(117, compared);
    }

    [Theory]
    [InlineData(Framing.Plain)]
    [InlineData(Framing.Escaped)]
    public void Every_frame_is_written_again_byte_for_byte(Framing framing)
    {
        foreach (ConformanceFrame row in ConformanceFrame.Load())
        {
            SignalMessage message = Read(row.Bytes, Framing.Plain);
            byte[] onTheLine = message.ToBytes(framing)!;
            Assert.Equal(framing == Framing.Plain ? row.Bytes : Escaped(row.Bytes), onTheLine);
            Assert.Equal(message, Read(onTheLine, framing));
        }
    }

    [Fact]
    public void Every_value_is_written_again_byte_for_byte()
    {
        foreach (ConformanceFrame row in ConformanceFrame.Load().Where(row => row.IsAnswer))
        {
            DataValue value = Read(row.Bytes, Framing.Plain).Values[0];
            ObjectDefinition definition = ObjectCatalogue.Find(value.Address)!;
            SignalValue read = SignalValues.Read(definition, value.Value.AsSpan());
            Assert.Equal(value.Value, SignalValues.Write(definition, read, value.Value.Length)!);
            Assert.True(read is not RawValue || definition.Kind == ValueKind.Bytes || value.Value.IsEmpty, $"{row.Code} {row.Name} is raw");
        }
    }

    [Fact]
    public void The_refused_questions_say_why()
    {
        string[] refused = [.. from row in ConformanceFrame.Load()
                               let message = Read(row.Bytes, Framing.Plain)
                               where message.Header.Type == FrameType.QueryError && message.Values[0].Error == ValueError.DoesNotExist
                               select row.Code];
        Assert.Equal(["17.2.1.1", "17.3.1.1", "17.4.1.1"], refused);
    }

    private static FrameType ExpectedAnswer(DataAddress address) =>
        address is { Class: 17, Object: > 1 } ? FrameType.QueryError : FrameType.QueryAnswer;

    private static bool Says(ObjectDefinition definition, SignalValue value, string stated) => value switch
    {
        NumberValue number when definition.Kind == ValueKind.Code => number.Number.ToString("X", CultureInfo.InvariantCulture) == stated,
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture) == stated,
        MembersValue members => members.Members.Sum(member => 1L << (member - definition.ItemBytes)).ToString(CultureInfo.InvariantCulture) == stated,
        TextValue text => text.Text == stated,
        AddressValue address => address.Address.ToString() == stated,
        TimeValue time => time.Time == DateTime.ParseExact(stated, ["yyyy-MM-dd:HH:mm:ss", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture),
        _ => false,
    };

    private static SignalMessage Read(byte[] bytes, Framing framing)
    {
        FrameError error = SignalFrameReader.TryRead(bytes, framing, new byte[bytes.Length], out SignalFrame frame, out int consumed);
        Assert.Equal((FrameError.None, bytes.Length), (error, consumed));
        return SignalMessage.From(frame);
    }

    /// <summary>The escape rule once more, written the plainest way.</summary>
    private static byte[] Escaped(byte[] frame) =>
        [frame[0], .. frame[1..^1].SelectMany(b => b is 0x7E or 0x7D or 0x5C ? new byte[] { 0x5C, b } : [b]), frame[^1]];
}
