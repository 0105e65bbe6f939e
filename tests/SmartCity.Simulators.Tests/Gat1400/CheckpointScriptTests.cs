using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Simulators.Gat1400;

namespace SmartCity.Simulators.Tests.Gat1400;

public sealed class CheckpointScriptTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8));

    private static CheckpointScript Script(int seed) => new(new CheckpointOptions
    {
        Device = DeviceId.Create("43040500", 0, DeviceId.CaptureDeviceType, 0, 1),
        Tollgate = DeviceId.Create("43040500", 0, DeviceId.TollgateType, 0, 1),
        Password = "p",
        Seed = seed,
    });

    [Fact]
    public void The_same_seed_gives_the_same_vehicles_and_another_seed_others()
    {
        string[] Plates(int seed)
        {
            var script = Script(seed);
            return [.. Enumerable.Range(0, 20).Select(_ => script.Next(Now).PlateNo!)];
        }
        Assert.Equal(Plates(7), Plates(7));
        Assert.NotEqual(Plates(7), Plates(8));
    }

    [Fact]
    public void Pictures_bear_their_own_ids_size_and_bytes()
    {
        var vehicle = Script(1).Next(Now);
        var pictures = vehicle.SubImageList!.SubImageInfoObject!;
        Assert.Equal(["01", "02"], pictures.Select(picture => picture.Type));
        Assert.Equal(vehicle.SourceID, pictures[0].ImageID);
        Assert.All(pictures, picture =>
        {
            Assert.True(MediaId.TryParse(picture.ImageID, out var id) && id.Kind is MediaKind.Image && id.Time == Now);
            var (width, height, _) = JpegReader.Read(picture.Data!);
            Assert.Equal((picture.Width, picture.Height), (width, height));
        });
    }

    [Fact]
    public void Gaps_are_about_as_long_as_asked()
    {
        var script = Script(3);
        Assert.InRange(Enumerable.Range(0, 2000).Average(_ => script.NextGap().TotalSeconds), 4.5, 5.5);
    }
}
