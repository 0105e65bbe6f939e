using System.Diagnostics;
using SmartCity.Protocols;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// JT/T 808 frames a second and bytes allocated a frame, beside a copy of the same bytes in the same run. The stream is
/// 1,000 different location reports (2019) with five additional items; one thread; median of nine runs after ten to warm up.
/// </summary>
public static class Jt808Benchmark
{
    private const int Frames = 1000;
    private const int Rounds = 100;
    private const int Runs = 9;

    /// <summary>Prints the table.</summary>
    public static void Run()
    {
        LocationReport[] reports = [.. Enumerable.Range(0, Frames).Select(Report)];
        byte[][] frames = [.. reports.Select((report, number) => Jt808Frame.Encode(Header(number), report.Encode(Jt808Edition.V2019)))];
        byte[][] bodies = [.. reports.Select(report => report.Encode(Jt808Edition.V2019))];
        byte[] stream = [.. frames.SelectMany(frame => frame)], copy = new byte[stream.Length], room = new byte[Jt808Frame.MaxBytes];
        Console.WriteLine($"JT/T 808: {Frames} frames, {stream.Length / Frames} bytes each, median of {Runs} runs of {Rounds * Frames} frames");
        Console.WriteLine("| what | frames/s | MB/s | bytes allocated per frame |");
        Console.WriteLine("|---|---:|---:|---:|");
        Measure("memory copy of the same bytes", stream.Length, () => CopyFrameByFrame(frames, copy));
        Measure("decode: frame, check, header, into a buffer", stream.Length, () => Decode(stream, room));
        Measure("decode: frame with a body of its own", stream.Length, () => DecodeOwned(stream, report: false));
        Measure("decode, and make the location report", stream.Length, () => DecodeOwned(stream, report: true));
        Measure("encode from a body, into a buffer", stream.Length, () => Encode(bodies, room));
        Measure("encode from a location report", stream.Length, () => EncodeReports(reports));
    }

    private static void Measure(string name, int streamBytes, Action round)
    {
        var perSecond = new double[Runs];
        long allocated = 0;
        for (int run = -10; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Rounds; i++) round();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            perSecond[Math.Max(0, run)] = Rounds * Frames / seconds;
        }

        Array.Sort(perSecond);
        double median = perSecond[Runs / 2];
        Console.WriteLine($"| {name} | {median:N0} | {median * streamBytes / Frames / 1e6:N0} | {(double)allocated / (Rounds * Frames):N1} |");
    }

    private static void CopyFrameByFrame(byte[][] frames, byte[] copy)
    {
        int at = 0;
        foreach (byte[] frame in frames)
        {
            frame.CopyTo(copy.AsSpan(at));
            at += frame.Length;
        }
    }

    private static void Decode(byte[] stream, byte[] room)
    {
        int offset = 0, read = 0;
        while (Jt808Frame.TryRead(stream.AsSpan(offset), room, out _, out _, out int consumed) == FrameError.None)
        {
            offset += consumed;
            read++;
        }

        Expect(read);
    }

    private static void DecodeOwned(byte[] stream, bool report)
    {
        int offset = 0, read = 0;
        while (Jt808Frame.TryRead(stream.AsSpan(offset), out Jt808Frame frame, out int consumed) == FrameError.None)
        {
            if (report && Jt808Bodies.TryRead(frame.Header, frame.Body.Span, out Jt808Body? _) != FrameError.None) break;
            offset += consumed;
            read++;
        }

        Expect(read);
    }

    private static void Encode(byte[][] bodies, byte[] room)
    {
        for (int i = 0; i < bodies.Length; i++) Jt808Frame.Encode(Header(i), bodies[i], room);
    }

    private static void EncodeReports(LocationReport[] reports)
    {
        for (int i = 0; i < reports.Length; i++) Jt808Frame.Encode(Header(i), reports[i].Encode(Jt808Edition.V2019));
    }

    private static void Expect(int frames)
    {
        if (frames != Frames) throw new InvalidOperationException($"{frames} frames went through instead of {Frames}: the figure would mean nothing.");
    }

    private static readonly TerminalPhone Phone = TerminalPhone.Parse("13973400001");

    private static Jt808Header Header(int number) => new()
    {
        MessageId = MessageIds.Location, Edition = Jt808Edition.V2019, Phone = Phone, Sequence = (ushort)number,
    };

    private static LocationReport Report(int number) => new()
    {
        Status = StatusFlags.EngineOn | StatusFlags.Located | StatusFlags.BeiDou,
        LatitudeMicrodegrees = (uint)(26_894_729 + number * 17), LongitudeMicrodegrees = (uint)(112_572_000 + number * 31),
        AltitudeMetres = 72, SpeedTenthsKmh = (ushort)(number % 600), DirectionDegrees = (ushort)(number % 360),
        Time = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)).AddSeconds(number),
        Items = new AdditionalItemsBuilder().Mileage((uint)(100_000 + number)).Fuel(455).RecorderSpeed((ushort)(number % 600))
            .SignalStrength(25).Satellites(14).Build(),
    };
}
