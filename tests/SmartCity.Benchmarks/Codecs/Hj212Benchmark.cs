using System.Diagnostics;
using System.Text;
using SmartCity.Protocols;
using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Readings;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// HJ 212 frames a second and bytes allocated a frame, beside a copy of the same bytes in the same run. The stream is
/// 1,000 different hour frames of eight factors; one thread; median of nine runs after ten to warm up.
/// </summary>
public static class Hj212Benchmark
{
    private const int Frames = 1000;
    private const int Rounds = 50;
    private const int Runs = 9;

    /// <summary>Prints the table.</summary>
    public static void Run()
    {
        Hj212Packet[] packets = [.. Enumerable.Range(0, Frames).Select(Packet)];
        byte[] stream = [.. packets.SelectMany(packet => Hj212Writer.Write(packet)!)];
        byte[] copy = new byte[stream.Length];
        byte[] room = new byte[Hj212Writer.MaxFrameBytes];
        Console.WriteLine($"HJ 212: {Frames} frames, {stream.Length / Frames} bytes each, median of {Runs} runs of {Rounds * Frames} frames");
        Console.WriteLine("| what | frames/s | MB/s | bytes allocated per frame |");
        Console.WriteLine("|---|---:|---:|---:|");
        Measure("memory copy of the same bytes", stream.Length, () => CopyFrameByFrame(stream, copy));
        Measure("decode: frame, check, header", stream.Length, () => Decode(stream, (in Hj212Frame _) => { }));
        Measure("decode, and walk every item", stream.Length, () => Decode(stream, Walk));
        Measure("decode, and make the measurements", stream.Length, () => Decode(stream, (in Hj212Frame frame) => Hj212Readings.Read(frame)));
        Measure("decode, and make a packet", stream.Length, () => Decode(stream, (in Hj212Frame frame) => frame.ToPacket()));
        Measure("encode from a packet", stream.Length, () => Encode(packets, room));
        Measure("decode and encode again", stream.Length, () => Decode(stream, (in Hj212Frame frame) => Hj212Writer.TryWrite(frame, room, out int _)));
    }

    private delegate void OnFrame(in Hj212Frame frame);

    private static void Measure(string name, int streamBytes, Action round)
    {
        var perSecond = new double[Runs];
        long allocated = 0;
        for (int run = -10; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Rounds; i++)
            {
                round();
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            perSecond[Math.Max(0, run)] = Rounds * Frames / seconds;
        }

        Array.Sort(perSecond);
        double median = perSecond[Runs / 2];
        Console.WriteLine($"| {name} | {median:N0} | {median * streamBytes / Frames / 1e6:N0} | {(double)allocated / (Rounds * Frames):N1} |");
    }

    private static void CopyFrameByFrame(byte[] stream, byte[] copy)
    {
        int bytes = stream.Length / Frames;
        for (int i = 0; i < Frames; i++)
        {
            stream.AsSpan(i * bytes, bytes).CopyTo(copy.AsSpan(i * bytes));
        }
    }

    private static void Decode(byte[] stream, OnFrame onFrame)
    {
        int offset = 0, read = 0;
        while (Hj212Codec.TryRead(stream.AsSpan(offset), Hj212ReadOptions.Default, out Hj212Frame frame, out int consumed) == FrameError.None)
        {
            onFrame(frame);
            offset += consumed;
            read++;
        }

        Expect(read);
    }

    private static void Encode(Hj212Packet[] packets, byte[] room) =>
        Expect(packets.Count(packet => Hj212Writer.TryWrite(packet, room, out int _)));

    private static void Walk(in Hj212Frame frame)
    {
        foreach (Hj212Item item in frame.Items)
        {
            _ = item.Code.Length + item.Field.Length;
        }
    }

    private static void Expect(int frames)
    {
        if (frames != Frames)
        {
            throw new InvalidOperationException($"{frames} frames went through instead of {Frames}: the figure would mean nothing.");
        }
    }

    private static Hj212Packet Packet(int number)
    {
        var cp = new StringBuilder("DataTime=20261122080000");
        foreach (string code in (string[])["a34004", "a34002", "a21026", "a21004", "a05024", "a21005", "a01001", "a01002"])
        {
            cp.Append($";{code}-Avg={10 + number % 80}.5,{code}-Min=9.2,{code}-Max=99.9,{code}-Flag=N");
        }

        return new Hj212Packet(Hj212Time.FormatQn(DateTimeOffset.UnixEpoch.AddSeconds(number)), "22", Hj212Cn.Hour, "123456",
            "010000A8900016F000169DC0", 5, cp.ToString());
    }
}
