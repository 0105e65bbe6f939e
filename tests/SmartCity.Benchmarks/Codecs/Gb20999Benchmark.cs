using System.Diagnostics;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// GB/T 20999 frames a second and bytes allocated a frame, beside a copy of the same bytes in the same run. The stream is
/// 1,000 different reports of eight detectors' counts (32 values each), escaped as on TCP; one thread; median of nine runs
/// after ten to warm up.
/// </summary>
public static class Gb20999Benchmark
{
    private const int Frames = 1000;

    /// <summary>Prints the table.</summary>
    public static void Run()
    {
        SignalMessage[] messages = [.. Enumerable.Range(0, Frames).Select(Report)];
        byte[][] frames = [.. messages.Select(message => message.ToBytes(Framing.Escaped)!)];
        byte[] stream = [.. frames.SelectMany(frame => frame)], copy = new byte[stream.Length], room = new byte[4096], scratch = new byte[4096];
        var table = new CodecTable("GB/T 20999", Frames, stream.Length);
        table.Measure("memory copy of the same bytes", () => CopyFrameByFrame(frames, copy));
        table.Measure("decode: frame, escapes, CRC, values checked", () => Decode(stream, scratch, frame => { }));
        table.Measure("decode, and walk every value", () => Decode(stream, scratch, Walk));
        table.Measure("decode, and make typed values", () => Decode(stream, scratch, Type));
        table.Measure("decode, and make a message", () => Decode(stream, scratch, frame => SignalMessage.From(frame)));
        table.Measure("encode from a message, into a buffer", () => Encode(messages, room));
    }

    private delegate void OnFrame(SignalFrame frame);

    private static void CopyFrameByFrame(byte[][] frames, byte[] copy)
    {
        int offset = 0;
        foreach (byte[] frame in frames)
        {
            frame.CopyTo(copy, offset);
            offset += frame.Length;
        }
    }

    private static void Decode(byte[] stream, byte[] scratch, OnFrame onFrame)
    {
        int offset = 0, read = 0;
        while (SignalFrameReader.TryRead(stream.AsSpan(offset), Framing.Escaped, scratch, out SignalFrame frame, out int consumed) == FrameError.None)
        {
            onFrame(frame);
            offset += consumed;
            read++;
        }

        CodecTable.Expect(Frames, read);
    }

    private static void Walk(SignalFrame frame)
    {
        ulong sum = 0;
        foreach (DataValueView value in frame)
        {
            SignalValues.TryReadNumber(value.Value, out ulong number);
            sum += number;
        }

        GC.KeepAlive(sum == ulong.MaxValue ? frame.Header : null);
    }

    private static void Type(SignalFrame frame)
    {
        foreach (DataValueView value in frame)
        {
            SignalValues.Read(ObjectCatalogue.Find(value.Address), value.Value);
        }
    }

    private static void Encode(SignalMessage[] messages, byte[] room)
    {
        int written = 0;
        foreach (SignalMessage message in messages)
        {
            var writer = new SignalFrameWriter(room, Framing.Escaped, message.Header);
            foreach (DataValue value in message.Values)
            {
                writer.TryAdd(value.Index, value.Address, value.Value.AsSpan());
            }

            written += writer.TryFinish(out _) ? 1 : 0;
        }

        CodecTable.Expect(Frames, written);
    }

    private static SignalMessage Report(int number)
    {
        var values = new List<(DataAddress, ReadOnlyMemory<byte>)>();
        for (byte detector = 1; detector <= 8; detector++)
        {
            values.Add((new DataAddress(14, 2, 1, detector), new[] { detector }));
            values.Add((new DataAddress(14, 2, 2, detector), new byte[] { 0, (byte)(number + detector) }));
            values.Add((new DataAddress(14, 2, 3, detector), new byte[] { (byte)(number % 100) }));
            values.Add((new DataAddress(14, 2, 4, detector), new byte[] { 0, (byte)(number % 70) }));
        }

        return SignalMessage.Of(new FrameHeader(0x0102, 1, (uint)number, 0, (byte)number, FrameType.Report), [.. values]);
    }
}

/// <summary>Times rounds over the same frames and prints a row each: median of nine runs after ten, and a second at least, to warm up.</summary>
internal sealed class CodecTable
{
    private const int Rounds = 20;
    private const int Runs = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private readonly int _frames;
    private readonly int _bytes;

    public CodecTable(string name, int frames, int bytes)
    {
        (_frames, _bytes) = (frames, bytes);
        Console.WriteLine($"{name}: {frames} frames, {bytes / frames} bytes each, median of {Runs} runs of {Rounds * frames} frames");
        Console.WriteLine("| what | frames/s | MB/s | bytes allocated per frame |");
        Console.WriteLine("|---|---:|---:|---:|");
    }

    public static void Expect(int frames, int done)
    {
        if (frames != done)
        {
            throw new InvalidOperationException($"{done} frames went through instead of {frames}: the figure would mean nothing.");
        }
    }

    public void Measure(string name, Action round)
    {
        var perSecond = new double[Runs];
        long allocated = 0, began = Stopwatch.GetTimestamp();
        // Code that is still compiled without optimisation boxes what the optimised code does not.
        while (Stopwatch.GetElapsedTime(began) < WarmUp)
        {
            round();
        }

        for (int run = -10; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Rounds; i++)
            {
                round();
            }

            perSecond[Math.Max(0, run)] = Rounds * _frames / Stopwatch.GetElapsedTime(start).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(perSecond);
        double median = perSecond[Runs / 2];
        Console.WriteLine($"| {name} | {median:N0} | {median * _bytes / _frames / 1e6:N0} | {(double)allocated / (Rounds * _frames):N1} |");
    }
}
