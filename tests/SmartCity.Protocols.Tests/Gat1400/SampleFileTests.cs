using System.Text;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Identifiers;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class SampleFileTests
{
    private static T Only<T>(ViidMessage<T> message, string section) where T : class
    {
        var reading = message.Read(Samples.Json(section));
        Assert.Null(reading.Fault);
        var item = Assert.Single(reading.Items);
        Assert.True(item.IsAcceptable, string.Join('\n', item.Faults));
        return item.Value;
    }

    [Fact]
    public void A_captured_registration_and_its_challenge_are_read()
    {
        var text = Samples.Section("A1");
        var body = text.Split('\n').First(line => line.StartsWith('{'));
        var item = Assert.Single(ViidMessages.Register.Read(Encoding.UTF8.GetBytes(body)).Items);
        Assert.Equal("32050500001320000007", item.Value.DeviceID);
        var challenge = text.Split('\n').Single(line => line.StartsWith("WWW-Authenticate: "))["WWW-Authenticate: ".Length..];
        Assert.Equal(DigestError.None, DigestChallenge.TryParse(challenge, out var read));
        Assert.Equal("Tallsafe", read!.Realm);
    }

    [Theory]
    [InlineData("A2", "32050500001320000007", "/VIID/System/Register")]
    [InlineData("A3", "32050500001320000007", "/VIID/System/Keepalive")]
    [InlineData("A4", "0", "/VIID/System/UnRegister")]
    [InlineData("A5", "320505000013200000070220200624195235527380252739", "/VIID/MotorVehicles")]
    public void Captured_answers_are_read(string section, string id, string path)
    {
        var status = Only(ViidMessages.Status, section);
        Assert.Equal(StatusCode.Ok, status.StatusCode);
        Assert.Equal((id, path), (status.Id, status.RequestURL));
        Assert.Equal(2020, status.LocalTime?.Year);
    }

    [Fact]
    public void The_captured_object_id_has_the_parts_its_note_says()
    {
        Assert.True(ObjectId.TryParse(Only(ViidMessages.Status, "A5").Id, out var id));
        Assert.Equal(ObjectKind.MotorVehicle, id.Kind);
        Assert.Equal(52739, id.Sequence);
        Assert.Equal(("32050500001320000007", MediaKind.Image, 52738), (id.Source.Device.ToString(), id.Source.Kind, id.Source.Sequence));
        Assert.Equal(new DateTimeOffset(2020, 6, 24, 19, 52, 35, TimeSpan.FromHours(8)), id.Source.Time);
    }

    [Fact]
    public void A_motor_vehicle_of_the_field_is_read()
    {
        var vehicle = Only(ViidMessages.MotorVehicles, "B1");
        Assert.Equal("苏NF5676", vehicle.PlateNo);
        Assert.Equal((true, 8.0, 1), (vehicle.HasPlate, vehicle.Speed, vehicle.LaneNo));
        Assert.Equal(new DateTimeOffset(2016, 9, 12, 22, 1, 7, TimeSpan.FromHours(8)), vehicle.PassTime);
        var picture = Assert.Single(vehicle.SubImageList!.SubImageInfoObject!);
        Assert.Equal((437, 350, "Jpeg", "01"), (picture.Width, picture.Height, picture.FileFormat, picture.Type));
    }

    [Fact]
    public void A_face_of_the_field_is_read()
    {
        var face = Only(ViidMessages.Faces, "B2");
        Assert.Equal(("1", "CHN", 10, 1.0), (face.GenderCode, face.NationalityCode, face.AgeUpLimit, face.Similaritydegree));
        Assert.Equal(1998, face.FaceAppearTime?.Year);
    }

    [Fact]
    public void Keepalive_leave_and_time_are_read()
    {
        Assert.Equal("43040500001190000001", Only(ViidMessages.Keepalive, "C1").DeviceID);
        Assert.Equal("43040500001190000001", Only(ViidMessages.UnRegister, "C2").DeviceID);
        var time = Only(ViidMessages.Time, "C3");
        Assert.Equal(("1", "Asia/Shanghai"), (time.TimeMode, time.TimeZone));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 3, 11, 11, TimeSpan.Zero), time.LocalTime);
    }

    [Fact]
    public void Subscriptions_notifications_and_watches_are_read()
    {
        var subscription = Only(ViidMessages.Subscribes, "C4");
        Assert.Equal([SubscribedKind.MotorVehicles], SubscribedKinds.Parse(subscription.SubscribeDetail));
        Assert.Equal((0, 3), (subscription.OperateType, subscription.ReportInterval));
        var notification = Only(ViidMessages.SubscribeNotifications, "C5");
        Assert.Equal(subscription.SubscribeID, notification.SubscribeID);
        Assert.Empty(notification.MotorVehicleObjectList!.MotorVehicleObject!);
        Assert.Equal("湘D00000", Only(ViidMessages.Dispositions, "C6").TargetFeature);
    }

    [Fact]
    public void A_batch_answer_with_one_bad_row_keeps_both_rows()
    {
        var reading = ViidMessages.Status.Read(Samples.Json("C7"));
        Assert.Equal([StatusCode.Ok, StatusCode.InvalidJsonContent], reading.Items.Select(item => item.Value.StatusCode!.Value));
    }

    [Theory]
    [InlineData("B1")]
    [InlineData("B2")]
    public void What_is_read_and_written_reads_the_same_again(string section)
    {
        if (section == "B1") SameAgain(ViidMessages.MotorVehicles, section);
        else SameAgain(ViidMessages.Faces, section);
    }

    private static void SameAgain<T>(ViidMessage<T> message, string section) where T : CapturedObject
    {
        var first = Only(message, section);
        var written = message.Write([first]);
        var again = Assert.Single(message.Read(written).Items).Value;
        Assert.Equal(first.SubImageList!.SubImageInfoObject, again.SubImageList!.SubImageInfoObject);
        Assert.Equal(first with { SubImageList = null }, again with { SubImageList = null });
        Assert.Equal(written, message.Write([again]));
    }
}
