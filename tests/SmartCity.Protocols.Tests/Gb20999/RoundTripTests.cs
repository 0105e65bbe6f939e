using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Protocols.Tests.Gb20999;

public class RoundTripTests
{
    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(number => (byte)number);

    /// <summary>Bytes in which flags and escapes are as frequent as they are troublesome.</summary>
    private static readonly Gen<byte> AwkwardByte = Gen.OneOf(Byte, Gen.Elements<byte>(0x7E, 0x7D, 0x5C, 0x00));

    private static readonly Gen<DataAddress> Address =
        from c in AwkwardByte from o in AwkwardByte from a in AwkwardByte from e in AwkwardByte
        select new DataAddress(c, o, a, e);

    private static readonly Gen<DataValue> Value =
        from index in AwkwardByte from address in Address
        from length in Gen.Choose(0, 251) from bytes in AwkwardByte.ArrayOf(length)
        select new DataValue(index, address, [.. bytes]);

    private static readonly Gen<SignalMessage> Message =
        from minor in AwkwardByte from centre in AwkwardByte from controller in AwkwardByte.ArrayOf(4)
        from crossing in AwkwardByte from sequence in AwkwardByte from type in Gen.Elements(Enum.GetValues<FrameType>())
        from count in Gen.Choose(0, 12) from values in Value.ArrayOf(count)
        select new SignalMessage(
            new FrameHeader((ushort)(0x0100 | minor), centre, BitConverter.ToUInt32(controller), crossing, sequence, type),
            [.. values]) { HasCount = values.Length > 0 || !IsHeartbeat(type) };

    [Theory]
    [InlineData(Framing.Escaped)]
    [InlineData(Framing.Plain)]
    public void Every_message_comes_back_as_it_was_sent(Framing framing) =>
        Prop.ForAll(Message.ToArbitrary(), message =>
        {
            byte[] bytes = message.ToBytes(framing)!;
            FrameError error = SignalFrameReader.TryRead(bytes, framing, new byte[bytes.Length], out SignalFrame frame, out int consumed);
            return error == FrameError.None && consumed == bytes.Length && SignalMessage.From(frame).Equals(message);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_bytes_a_value_has_reading_and_writing_keeps_them() =>
        Prop.ForAll((from definition in Gen.Elements(ObjectCatalogue.All.ToArray())
                     from length in Gen.Frequency((3, Gen.Constant(definition.Bytes)), (1, Gen.Choose(0, 40)))
                     from bytes in Byte.ArrayOf(length)
                     select (definition, bytes)).ToArbitrary(), pair =>
        {
            SignalValue read = SignalValues.Read(pair.definition, pair.bytes);
            return SignalValues.Write(pair.definition, read, pair.bytes.Length) is { } written && written.AsSpan().SequenceEqual(pair.bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_number_that_does_not_fit_is_not_written()
    {
        ObjectDefinition stage = ObjectCatalogue.Named("CrossingStage");
        Assert.Null(SignalValues.Write(stage, new NumberValue(256)));
        Assert.Null(SignalValues.Write(stage, new NumberValue(-1)));
        Assert.Null(SignalValues.Write(stage, new TextValue("3")));
        Assert.Equal([255], SignalValues.Write(stage, new NumberValue(255))!);
    }

    private static bool IsHeartbeat(FrameType type) =>
        type is FrameType.HeartbeatQuery or FrameType.HeartbeatAnswer or FrameType.HeartbeatAnswerDeviant;
}
