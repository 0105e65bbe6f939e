using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Identifiers;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class IdentifierTests
{
    private static readonly Gen<DeviceId> Devices =
        from centre in Gen.Choose(0, 99_999_999)
        from industry in Gen.Choose(0, 99)
        from type in Gen.Choose(0, 999)
        from network in Gen.Choose(0, 9)
        from serial in Gen.Choose(0, 999_999)
        select DeviceId.Create(centre.ToString("D8"), industry, type, network, serial);

    private static readonly Gen<DateTimeOffset> Times =
        from seconds in Gen.Choose(0, int.MaxValue)
        select DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromHours(8));

    private static readonly Gen<(DeviceId Device, int Kind, DateTimeOffset Time, int One, int Two)> Parts =
        from device in Devices
        from kind in Gen.Choose(0, 99)
        from time in Times
        from one in Gen.Choose(0, 99_999)
        from two in Gen.Choose(0, 99_999)
        select (device, kind, time, one, two);

    [Fact]
    public void Identifiers_come_back_from_their_parts_and_their_text() => Prop.ForAll(Parts.ToArbitrary(), parts =>
    {
        var media = MediaId.Create(parts.Device, (MediaKind)parts.Kind, parts.Time, parts.One);
        var seen = ObjectId.Create(media, (ObjectKind)parts.Kind, parts.Two);
        var request = RequestId.Create(parts.Device.ToString()[..12], (RequestKind)parts.Kind, parts.Time, parts.Two);
        return DeviceId.TryParse(parts.Device.ToString(), out var device) && device == parts.Device
            && MediaId.TryParse(media.ToString(), out var readMedia) && readMedia == media
            && (media.Device, (int)media.Kind, media.Time, media.Sequence) == (parts.Device, parts.Kind, parts.Time, parts.One)
            && ObjectId.TryParse(seen.ToString(), out var readSeen) && readSeen == seen
            && (seen.Source, (int)seen.Kind, seen.Sequence) == (media, parts.Kind, parts.Two)
            && RequestId.TryParse(request.ToString(), out var readRequest) && readRequest == request
            && (request.Unit, (int)request.Kind, request.Time, request.Sequence)
                == (parts.Device.ToString()[..12], parts.Kind, parts.Time, parts.Two);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_device_falls_into_its_parts()
    {
        Assert.True(DeviceId.TryParse("43040500001190000001", out var id));
        Assert.Equal(("430405", "43040500", 0, DeviceId.CaptureDeviceType, 0, 1), (id.Division, id.Centre, id.Industry, id.Type, id.Network, id.Serial));
    }

    [Fact]
    public void A_digit_more_or_less_or_no_digit_is_no_identifier()
    {
        foreach (var length in new[] { 20, 33, 41, 48 })
        {
            foreach (var text in new[] { new string('1', length - 1), new string('1', length + 1), new string('1', length - 1) + "x", new string('１', length) })
            {
                Assert.False(DeviceId.TryParse(text, out _) && text.Length != 20);
                Assert.False(MediaId.TryParse(text, out _) || ObjectId.TryParse(text, out _) || RequestId.TryParse(text, out _));
            }
        }
        Assert.False(DeviceId.TryParse(null, out _));
        Assert.Equal(new string('0', 48), default(ObjectId).ToString());
    }

    [Fact]
    public void An_identifier_with_an_impossible_time_is_kept_and_its_time_is_null()
    {
        Assert.True(MediaId.TryParse(new string('9', MediaId.Length), out var id));
        Assert.Null(id.Time);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_named()
    {
        Assert.Equal("serial", Assert.Throws<ArgumentOutOfRangeException>(() => DeviceId.Create("43040500", 0, 119, 0, 1_000_000)).ParamName);
        Assert.Equal("centre", Assert.Throws<ArgumentException>(() => DeviceId.Create("430405", 0, 119, 0, 1)).ParamName);
    }
}
