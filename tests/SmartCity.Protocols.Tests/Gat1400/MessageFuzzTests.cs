using System.Diagnostics;
using System.Text;
using SmartCity.Protocols.Tests.Fuzz;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Tests.Gat1400;

/// <summary>Bodies cut at every byte, bent at every byte, and noise: no exception, bounded allocation, every fault named.</summary>
public sealed class MessageFuzzTests
{
    private static readonly byte[] Good = ViidMessages.MotorVehicles.Write(
    [
        new MotorVehicle
        {
            MotorVehicleID = new string('1', 48), SourceID = new string('2', 41), InfoKind = 1, PlateNo = "湘D12345", HasPlate = true, Speed = 61.5,
            PassTime = DateTimeOffset.UnixEpoch, LaneNo = 2,
            SubImageList = new() { SubImageInfoObject = [new() { ImageID = "3", Width = 4, Data = [0xFF, 0xD8, 0xFF] }] },
        },
    ]);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"MotorVehicleListObject\"", "\"MotorVehicleObject\"", "\"SubImageList\"", "\"SubImageInfoObject\"", "\"Data\"",
        "\"PassTime\"", "\"InfoKind\"", "\"20261122111111\"", "1", "-1e400", "true", "null", "\"\\ud800\"", "\"湘\"", "\"/9j/\"", "//\n", "\"\"", "\u0000",
    ];

    [Fact]
    public void A_body_cut_anywhere_is_not_JSON()
    {
        for (var length = 0; length < Good.Length; length++)
            Assert.Equal(ViidError.NotJson, Check(Good[..length]).Fault?.Error);
        Assert.Null(Check(Good).Fault);
    }

    [Fact]
    public void A_body_bent_anywhere_is_read_or_refused()
    {
        for (var at = 0; at < Good.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bent = (byte[])Good.Clone();
                bent[at] ^= (byte)(1 << bit);
                Check(bent);
            }
        }
    }

    [Fact]
    public void Noise_is_survived()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var given) ? given : Random.Shared.Next();
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), out var set) ? set : 2;
        var random = new Random(seed);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
            Check(random.Next(3) == 0 ? Bytes(random) : Tokens(random), seed);
    }

    [Fact]
    public void A_flood_of_small_objects_is_refused_before_it_is_kept()
    {
        var flood = Encoding.UTF8.GetBytes("{\"MotorVehicleObject\":[" + string.Concat(Enumerable.Repeat("{},", 500_000)) + "{}]}");
        var allocated = Allocation.Of(flood, body => Assert.Equal(ViidError.TooManyItems, ViidMessages.MotorVehicles.Read(body).Fault?.Error));
        Assert.InRange(allocated, 0, 8_000_000);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Tokens(Random random)
    {
        var text = new StringBuilder("{\"MotorVehicleListObject\":{\"MotorVehicleObject\":[{");
        for (var count = random.Next(40); count > 0; count--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static ViidReading<MotorVehicle> Check(byte[] body, int seed = 0)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var reading = ViidMessages.MotorVehicles.Read(body);
            _ = ViidMessages.Status.Read(body);
            _ = ViidMessages.SubscribeNotifications.Read(body);
            Assert.True(reading.Fault is null || reading.Items.Count == 0);
            _ = ViidAnswers.For(reading, "/VIID/MotorVehicles", DateTimeOffset.UnixEpoch);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024 + 64L * body.Length);
            return reading;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"FUZZ_SEED={seed} body={Convert.ToHexString(body)}", error);
        }
    }
}
