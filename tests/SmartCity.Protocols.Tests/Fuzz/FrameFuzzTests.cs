using Xunit.Sdk;

namespace SmartCity.Protocols.Tests.Fuzz;

/// <summary>The watcher is watched: codecs that break each promise are caught. Their frames are <c>[</c>, a digit, <c>]</c>.</summary>
public sealed class FrameFuzzTests
{
    private static readonly byte[][] Frames = [[(byte)'[', (byte)'1', (byte)']'], [(byte)'[', (byte)'2', (byte)']']];

    [Fact]
    public void A_good_codec_passes()
    {
        FrameFuzz fuzz = Fuzz(Good);
        fuzz.Whole();
        fuzz.CutAtEveryByte();
        fuzz.EveryByteBent();
    }

    [Fact]
    public void A_codec_that_throws_is_caught() =>
        Caught("no exception", (ReadOnlySpan<byte> input, out int consumed) => input[0] > 'z' ? throw new FormatException() : Good(input, out consumed));

    [Fact]
    public void A_codec_that_stands_still_is_caught() => Caught("goes on", (ReadOnlySpan<byte> input, out int consumed) =>
    {
        FrameError error = Good(input, out consumed);
        consumed = error == FrameError.Junk ? 0 : consumed;
        return error;
    });

    [Fact]
    public void A_codec_that_throws_good_frames_away_is_caught() => Caught("found again", (ReadOnlySpan<byte> input, out int consumed) =>
    {
        FrameError error = Good(input, out consumed);
        consumed = error == FrameError.Junk ? input.Length : consumed;
        return error;
    });

    [Fact]
    public void A_codec_that_allocates_without_bound_is_caught() => Caught("allocation", (ReadOnlySpan<byte> input, out int consumed) =>
    {
        _ = new byte[1 << 20];
        return Good(input, out consumed);
    });

    private static void Caught(string rule, ReadFrame codec)
    {
        string message = Assert.ThrowsAny<XunitException>(() => Fuzz(codec).EveryByteBent()).Message;
        Assert.Contains(rule, message);
        Assert.Contains("input=", message);
    }

    private static FrameFuzz Fuzz(ReadFrame codec) => new("bracket", codec, Frames, maxFrameBytes: 3);

    private static FrameError Good(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        if (input.IsEmpty || (input[0] == '[' && input.Length < 3 && (input.Length < 2 || char.IsAsciiDigit((char)input[1]))))
        {
            return FrameError.Incomplete;
        }

        bool whole = input.Length >= 3 && input[0] == '[' && char.IsAsciiDigit((char)input[1]) && input[2] == ']';
        consumed = whole ? 3 : 1;
        return whole ? FrameError.None : FrameError.Junk;
    }
}
