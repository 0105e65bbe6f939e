using System.Buffers;
using System.Diagnostics;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// GA/T 1400 bodies read and written, beside a plain copy of the same bytes. One thread, everything in memory: no HTTP, no
/// sockets, no storage. Median of seven runs of at least 300 ms after one to warm up.
/// </summary>
public static class Gat1400Benchmark
{
    private const int Runs = 7;
    private static readonly TimeSpan RunTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Prints one table.</summary>
    public static void Run()
    {
        Console.WriteLine("GA/T 1400 codec                     bytes  documents/s        MB/s  allocated B/document");
        Measure("1 vehicle, no picture", Vehicles(1, pictureBytes: 0));
        Measure("8 vehicles, no pictures", Vehicles(8, pictureBytes: 0));
        Measure("8 vehicles, 1 picture of 60 kB each", Vehicles(8, pictureBytes: 60_000));
    }

    private static void Measure(string name, MotorVehicle[] vehicles)
    {
        var body = ViidMessages.MotorVehicles.Write(vehicles);
        var copy = new byte[body.Length];
        if (ViidMessages.MotorVehicles.Read(body).Items.Count(item => item.IsAcceptable) != vehicles.Length)
            throw new InvalidOperationException("The benchmark's own document must read whole before it is measured.");
        Console.WriteLine(name);
        Row("  read", body.Length, () => ViidMessages.MotorVehicles.Read(body));
        Row("  write", body.Length, () => ViidMessages.MotorVehicles.Write(vehicles));
        var output = new ArrayBufferWriter<byte>(body.Length * 2);
        Row("  write to a buffer at hand", body.Length, () =>
        {
            output.ResetWrittenCount();
            ViidMessages.MotorVehicles.Write(vehicles, output);
        });
        Row("  copy (baseline)", body.Length, () => body.CopyTo(copy, 0));
    }

    private static void Row(string name, int bytes, Action action)
    {
        Once(action);
        var runs = Enumerable.Range(0, Runs).Select(_ => Once(action)).OrderBy(run => run.PerSecond).ToArray();
        var (perSecond, allocated) = runs[Runs / 2];
        Console.WriteLine($"{name,-30}{bytes,11}{perSecond,13:N0}{perSecond * bytes / 1e6,12:N0}{allocated,22:N0}");
    }

    private static (double PerSecond, double Allocated) Once(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (start, count) = (Stopwatch.GetTimestamp(), 0L);
        TimeSpan elapsed;
        do
        {
            for (var i = 0; i < 16; i++) action();
            count += 16;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < RunTime);
        return (count / elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count);
    }

    private static MotorVehicle[] Vehicles(int count, int pictureBytes) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var time = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(i);
        var picture = new byte[pictureBytes];
        new Random(i).NextBytes(picture);
        return new MotorVehicle
        {
            MotorVehicleID = $"43040500001190000001022026112208000000{i:D3}0200001", InfoKind = 1, SourceID = $"43040500001190000001022026112208000000{i:D3}",
            TollgateID = "43040500001210000001", DeviceID = "43040500001190000001", LeftTopX = 70, LeftTopY = 70, RightBtmX = 250, RightBtmY = 166,
            MarkTime = time, AppearTime = time, DisappearTime = time, PassTime = time, LaneNo = 2, Direction = "1", HasPlate = true, PlateClass = "02",
            PlateColor = "4", PlateNo = "湘D12345", Speed = 61.5, VehicleClass = "K33", VehicleColor = "A", PlateReliability = "98",
            SubImageList = pictureBytes == 0 ? null : new()
            {
                SubImageInfoObject = [new() { ImageID = "1", Type = "01", FileFormat = "Jpeg", ShotTime = time, Width = 1920, Height = 1080, Data = picture }],
            },
        };
    })];
}
