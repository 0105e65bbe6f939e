using System.Globalization;
using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Simulators.Gat1400;

/// <summary>Which vehicles pass, by a seed. Not safe for concurrent use.</summary>
internal sealed class CheckpointScript(CheckpointOptions options)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly (string Code, (byte, byte, byte) Colour)[] Bodies =
        [("A", (235, 235, 235)), ("J", (25, 25, 28)), ("B", (140, 140, 145)), ("E", (180, 30, 30)), ("G", (40, 70, 160))];

    private readonly Random _random = new(options.Seed);
    private string? _firstId;
    private int _sequence;

    /// <summary>Time until the next vehicle, exponentially distributed, at least 100 ms.</summary>
    public TimeSpan NextGap() =>
        TimeSpan.FromMilliseconds(Math.Max(100, -Math.Log(1 - _random.NextDouble()) * options.MeanGap.TotalMilliseconds));

    /// <summary>The vehicle that passes now.</summary>
    public MotorVehicle Next(DateTimeOffset now)
    {
        var time = options.Mischief.HasFlag(CheckpointMischief.WildClock) ? Wild(now) : now;
        _sequence = _sequence % 99_998 + 2;
        var scene = MediaId.Create(options.Device, MediaKind.Image, time, _sequence - 1);
        var close = MediaId.Create(options.Device, MediaKind.Image, time, _sequence);
        var id = ObjectId.Create(scene, ObjectKind.MotorVehicle, 1).ToString();
        _firstId ??= id;
        var isNewEnergy = _random.Next(4) == 0;
        var plate = isNewEnergy ? "湘D" + "DF"[_random.Next(2)] + Digits(5) : "湘D" + PlateTail();
        var body = Bodies[_random.Next(Bodies.Length)];
        return new MotorVehicle
        {
            MotorVehicleID = options.Mischief.HasFlag(CheckpointMischief.DuplicateIds) ? _firstId : id,
            InfoKind = 1,
            SourceID = scene.ToString(),
            TollgateID = options.Tollgate.ToString(),
            DeviceID = options.Device.ToString(),
            LeftTopX = 70, LeftTopY = 70, RightBtmX = 250, RightBtmY = 166,
            MarkTime = time, AppearTime = time, DisappearTime = time, PassTime = time,
            LaneNo = 1 + _random.Next(3),
            Direction = "1",
            HasPlate = true,
            PlateClass = isNewEnergy ? "52" : "02",
            PlateColor = isNewEnergy ? "6" : "4",
            PlateNo = plate,
            Speed = 20 + _random.Next(60),
            VehicleClass = "K33",
            VehicleColor = body.Code,
            PlateReliability = (80 + _random.Next(20)).ToString(CultureInfo.InvariantCulture),
            SubImageList = new()
            {
                SubImageInfoObject =
                [
                    Picture(scene, "01", time, CheckpointPicture.Scene(plate, body.Colour), CheckpointPicture.Width, CheckpointPicture.Height),
                    Picture(close, "02", time, CheckpointPicture.Plate(plate), CheckpointPicture.PlateWidth, CheckpointPicture.PlateHeight),
                ],
            },
        };
    }

    private SubImageInfo Picture(MediaId id, string type, DateTimeOffset time, byte[] data, int width, int height) => new()
    {
        ImageID = id.ToString(),
        EventSort = 4,
        DeviceID = options.Device.ToString(),
        Type = type,
        FileFormat = "Jpeg",
        ShotTime = time,
        Width = width,
        Height = height,
        Data = data,
    };

    private DateTimeOffset Wild(DateTimeOffset now) =>
        _random.Next(2) == 0 ? DateTimeOffset.UnixEpoch.AddSeconds(_random.Next(86_400)) : now.AddYears(1);

    // GA 36: digits, and up to two letters, without I and O.
    private string PlateTail()
    {
        var tail = Digits(5).ToCharArray();
        for (var letters = _random.Next(3); letters > 0; letters--) tail[_random.Next(5)] = Letters[_random.Next(Letters.Length)];
        return new(tail);
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));
}
