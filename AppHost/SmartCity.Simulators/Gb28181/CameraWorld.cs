using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;

namespace SmartCity.Simulators.Gb28181;

/// <summary>What a camera knows of its city, made up from its seed: the same seed tells the same story.</summary>
public sealed class CameraWorld
{
    private static readonly string[] Places = ["蒸湘北路", "解放大道", "雁峰公园南门", "石鼓书院", "船山路口", "衡阳东站", "岳屏广场", "东洲岛"];

    private readonly CameraOptions options;
    private readonly Random random;
    private double longitude;
    private double latitude;

    public CameraWorld(CameraOptions options)
    {
        this.options = options;
        random = new Random(options.Seed);
        longitude = 112.5 + random.NextDouble() * 0.2;
        latitude = 26.8 + random.NextDouble() * 0.2;
        Name = $"{Places[random.Next(Places.Length)]}{options.Seed}号";
        Channels = [.. Enumerable.Range(1, options.Channels).Select(Channel)];
    }

    public string Name { get; }

    public IReadOnlyList<CatalogItem> Channels { get; }

    /// <summary>Recordings lie at every full quarter of an hour, each ten minutes long; the day's first is an alarm's.</summary>
    public IReadOnlyList<RecordItem> Recordings(string channel, DateTime from, DateTime until)
    {
        var quarter = TimeSpan.FromMinutes(15);
        var start = new DateTime(from.Ticks / quarter.Ticks * quarter.Ticks);
        var found = new List<RecordItem>();
        for (var at = start < from ? start + quarter : start; at < until && found.Count < 1000; at += quarter)
        {
            var type = at.TimeOfDay == TimeSpan.Zero ? "alarm" : "time";
            found.Add(new RecordItem(channel, Name, at, at.AddMinutes(10), $"/{channel}/{at:yyyyMMddHHmm}.ps", type, 1_000_000 + at.Minute));
        }
        return found;
    }

    /// <summary>The next alarm: a method and type of the standard, at one of the channels.</summary>
    public AlarmNotify NextAlarm(long sn, DateTime at)
    {
        var method = random.Next(3) switch { 0 => AlarmMethods.Device, 1 => AlarmMethods.Video, _ => AlarmMethods.DeviceFault };
        var type = method == AlarmMethods.Device ? random.Next(1, 6) : method == AlarmMethods.Video ? random.Next(1, 13) : random.Next(1, 3);
        var channel = Channels.Count == 0 ? options.Id.ToString() : Channels[random.Next(Channels.Count)].DeviceId;
        return new AlarmNotify(sn, channel, random.Next(1, 5), method, at, "模拟报警", longitude, latitude, type);
    }

    /// <summary>A step of a few metres in some direction.</summary>
    public MobilePosition NextPosition(long sn, DateTime at)
    {
        longitude += (random.NextDouble() - 0.5) * 0.001;
        latitude += (random.NextDouble() - 0.5) * 0.001;
        return new MobilePosition(sn, options.Id.ToString(), at, Math.Round(longitude, 6), Math.Round(latitude, 6), Math.Round(random.NextDouble() * 60, 1), random.Next(360), 80);
    }

    public byte[] Rubbish()
    {
        var bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private CatalogItem Channel(int number)
    {
        var id = DeviceId.Create(options.Id.CentreCode, options.Id.Industry, DeviceTypes.Camera, options.Id.Network, options.Id.Sequence * 100 % 999_900 + number);
        return new CatalogItem(id.ToString(), $"{Places[random.Next(Places.Length)]}通道{number}")
        {
            Manufacturer = "SmartCity",
            Model = "Simulated",
            Owner = options.Id.ToString(),
            CivilCode = options.Id.CivilCode,
            Address = Places[random.Next(Places.Length)],
            Parental = 0,
            ParentId = options.Id.ToString(),
            Secrecy = 0,
            Status = "ON",
            Longitude = Math.Round(longitude + random.NextDouble() * 0.01, 6),
            Latitude = Math.Round(latitude + random.NextDouble() * 0.01, 6),
        };
    }
}
