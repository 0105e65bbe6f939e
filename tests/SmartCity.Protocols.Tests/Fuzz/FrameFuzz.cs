using System.Diagnostics;

namespace SmartCity.Protocols.Tests.Fuzz;

/// <summary>
/// Reads one frame. The lambda that adapts a codec should also touch every field it decoded (walk the items, parse the
/// times), so that lazily read fields are held to the same promises as the framing.
/// </summary>
public delegate FrameError ReadFrame(ReadOnlySpan<byte> input, out int consumed);

/// <summary>
/// What every codec owes whatever it is fed: no exception, bounded allocation, progress (or Incomplete holding no more
/// than a frame), and the next good frames found again after rubbish. Usage, in a protocol's tests:
/// <code>
/// private static FrameFuzz Fuzz => new("hj212", Read, goodFrames, maxFrameBytes: 4096 + 14);
/// [Fact] public void It_reads_whole_frames() => Fuzz.Whole();
/// [Fact] public void A_cut_frame_is_incomplete_at_every_byte() => Fuzz.CutAtEveryByte();
/// [Fact] public void A_bent_byte_costs_no_later_frame() => Fuzz.EveryByteBent();
/// [Fact] public void Random_input_is_survived() => Fuzz.RandomInput();
/// </code>
/// <para>FUZZ_SECONDS (default 3) is how long <see cref="RandomInput"/> runs; FUZZ_SEED repeats a run.</para>
/// </summary>
/// <param name="name">The protocol, for the message of a failure.</param>
/// <param name="read">The codec.</param>
/// <param name="goodFrames">Frames as they stand on the wire, each of which must read as None.</param>
/// <param name="maxFrameBytes">The longest frame the codec may wait for, in bytes; it holds no more than that.</param>
/// <param name="maxAllocatedBytes">Heap bytes one read may allocate, in addition to 16 per input byte.</param>
public sealed class FrameFuzz(
    string name, ReadFrame read, IReadOnlyList<byte[]> goodFrames, int maxFrameBytes, long maxAllocatedBytes = 64 * 1024)
{
    private static readonly byte[] Bends = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF];

    public void Whole()
    {
        Assert.NotEmpty(goodFrames);
        foreach (byte[] frame in goodFrames)
        {
            Require(ReadChecked(frame, seed: 0, out int consumed) == FrameError.None && consumed == frame.Length,
                "a good frame must read whole", 0, frame);
        }
    }

    public void CutAtEveryByte()
    {
        foreach (byte[] frame in goodFrames)
        {
            for (int length = 0; length < frame.Length; length++)
            {
                byte[] cut = frame[..length];
                Require(ReadChecked(cut, seed: 0, out int consumed) == FrameError.Incomplete && consumed == 0,
                    "a cut frame must be Incomplete with nothing consumed", 0, cut);
            }
        }
    }

    /// <summary>Bends each byte by every single bit and by all, puts good frames behind, and looks for the last of them.</summary>
    public void EveryByteBent()
    {
        foreach (byte[] frame in goodFrames)
        {
            byte[] stream = [.. frame, .. Tail(frame)];
            for (int at = 0; at < frame.Length; at++)
            {
                foreach (byte bend in Bends)
                {
                    stream[at] ^= bend;
                    Drain(stream, seed: 0, lastFrame: frame);
                    stream[at] ^= bend;
                }
            }
        }
    }

    /// <summary>Noise, noise of the protocol's own bytes, and spliced frames, until the time is over.</summary>
    public void RandomInput()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out int given) ? given : Random.Shared.Next();
        double seconds = double.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), out double set) ? set : 3;
        var source = new FuzzSource(seed, goodFrames);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            byte[] last = source.GoodFrame();
            Drain([.. source.Rubbish(), .. Tail(last)], seed, last);
        }
    }

    /// <summary>
    /// Good frames enough to outlast whatever the rubbish before them declared: a codec may wait for one longest frame.
    /// </summary>
    private byte[] Tail(byte[] frame)
    {
        int repeats = 2 + maxFrameBytes / frame.Length;
        byte[] tail = new byte[repeats * frame.Length];
        for (int i = 0; i < repeats; i++)
        {
            frame.CopyTo(tail, i * frame.Length);
        }

        return tail;
    }

    private void Drain(byte[] stream, int seed, byte[] lastFrame)
    {
        int offset = 0, lastGoodEnd = -1;
        while (offset < stream.Length)
        {
            FrameError error = ReadChecked(stream.AsSpan(offset), seed, out int consumed);
            offset += consumed;
            if (error == FrameError.None)
            {
                lastGoodEnd = offset;
            }
            else if (error == FrameError.Incomplete)
            {
                break;
            }
        }

        Require(lastGoodEnd == stream.Length,
            $"the last good frame ({Convert.ToHexString(lastFrame)}) must be found again", seed, stream);
    }

    private FrameError ReadChecked(ReadOnlySpan<byte> input, int seed, out int consumed)
    {
        long bound = maxAllocatedBytes + 16L * input.Length;
        FrameError error = Read(input, seed, out consumed, out long allocated);
        if (allocated > bound)
        {
            // The runtime allocates once at the first use of some code; a codec that allocates does it again.
            error = Read(input, seed, out consumed, out allocated);
        }

        Require(allocated <= bound, $"allocation must be bounded, was {allocated}", seed, input);
        Require(consumed >= 0 && consumed <= input.Length, $"consumed {consumed} must lie in the input", seed, input);
        Require(error == FrameError.Incomplete ? input.Length - consumed <= maxFrameBytes : consumed > 0,
            $"{error} consumed {consumed} of {input.Length}: a codec goes on, or waits for one frame at most", seed, input);
        return error;
    }

    private FrameError Read(ReadOnlySpan<byte> input, int seed, out int consumed, out long allocated)
    {
        FrameError error = FrameError.None;
        consumed = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            error = read(input, out consumed);
        }
        catch (Exception e)
        {
            Require(false, $"no exception may leave a codec: {e}", seed, input);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return error;
    }

    private void Require(bool holds, string rule, int seed, ReadOnlySpan<byte> input)
    {
        if (!holds)
        {
            Assert.Fail($"{name}: {rule}. FUZZ_SEED={seed} input={Convert.ToHexString(input)}");
        }
    }
}
