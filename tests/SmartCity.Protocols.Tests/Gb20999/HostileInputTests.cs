using SmartCity.Protocols.Gb20999;
using SmartCity.Protocols.Tests.Fuzz;

namespace SmartCity.Protocols.Tests.Gb20999;

public class HostileInputTests
{
    private const int Longest = 512;
    private static readonly FrameHeader Header = new(0x0100, 5, 0x5C7D007E, 1, 9, FrameType.QueryAnswer);

    private static readonly SignalMessage[] Messages =
    [
        new(Header with { Type = FrameType.HeartbeatQuery }, []),
        SignalMessage.Of(Header, (new DataAddress(1, 1, 0, 0), "衡阳"u8.ToArray())),
        SignalMessage.Of(Header, (new DataAddress(13, 2, 2, 1), new byte[] { 0x23 }), (new DataAddress(16, 2, 3, 1), new byte[] { 7, 0xE5, 9, 10, 9, 42, 27 })),
        SignalMessage.Of(Header with { Type = FrameType.Report }, (new DataAddress(200, 1, 1, 1), new byte[] { 0x7E, 0x7D, 0x5C, 0x5C })),
        SignalMessage.Of(Header with { Type = FrameType.SetError }, (new DataAddress(17, 2, 1, 1), new byte[] { 0x50 })),
    ];

    public static TheoryData<Framing> Framings => [Framing.Escaped, Framing.Plain];

    [Theory, MemberData(nameof(Framings))]
    public void It_reads_whole_frames(Framing framing) => Fuzz(framing).Whole();

    [Theory, MemberData(nameof(Framings))]
    public void A_cut_frame_is_incomplete_at_every_byte(Framing framing) => Fuzz(framing).CutAtEveryByte();

    [Theory, MemberData(nameof(Framings))]
    public void A_bent_byte_costs_no_later_frame(Framing framing) => Fuzz(framing).EveryByteBent();

    [Theory, MemberData(nameof(Framings))]
    public void Random_input_is_survived(Framing framing) => Fuzz(framing).RandomInput();

    [Theory, MemberData(nameof(Framings))]
    public void A_frame_with_one_byte_bent_is_never_taken_for_a_good_one(Framing framing)
    {
        foreach (SignalMessage message in Messages)
        {
            byte[] frame = message.ToBytes(framing)!;
            for (int at = 0; at < frame.Length; at++)
            {
                for (int bend = 1; bend < 256; bend++)
                {
                    frame[at] ^= (byte)bend;
                    Assert.NotEqual(FrameError.None, Read(framing, frame, out _));
                    frame[at] ^= (byte)bend;
                }
            }
        }
    }

    /// <summary>The catalogue is read once for the process; that is no cost of a frame.</summary>
    static HostileInputTests() => Assert.NotEmpty(ObjectCatalogue.All);

    private static FrameFuzz Fuzz(Framing framing) => new($"gb20999 {framing}",
        (ReadOnlySpan<byte> input, out int consumed) => Read(framing, input, out consumed),
        [.. Messages.Select(message => message.ToBytes(framing)!)], Longest);

    private static FrameError Read(Framing framing, ReadOnlySpan<byte> input, out int consumed)
    {
        Span<byte> scratch = stackalloc byte[Longest];
        FrameError error = SignalFrameReader.TryRead(input, framing, scratch, out SignalFrame frame, out consumed, Longest);
        foreach (DataValueView value in frame)
        {
            SignalValues.Read(ObjectCatalogue.Find(value.Address), value.Value);
        }

        return error;
    }
}
