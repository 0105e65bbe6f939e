using System.Text;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class FaultTests
{
    private static readonly string Id = new('1', 48);

    private static string Vehicle(string more = "") => $$"""{"MotorVehicleID":"{{Id}}","InfoKind":1,"SourceID":"s"{{more}}}""";

    private static ViidReading<MotorVehicle> Read(string json, ViidLimits? limits = null) =>
        ViidMessages.MotorVehicles.Read(Encoding.UTF8.GetBytes(json), limits);

    [Fact]
    public void One_bad_object_is_refused_by_name_and_its_neighbours_are_kept()
    {
        var reading = Read($$"""{"MotorVehicleListObject":{"MotorVehicleObject":[{{Vehicle()}},{"MotorVehicleID":"b","InfoKind":"x"},{{Vehicle()}},7]} }""");
        Assert.Null(reading.Fault);
        Assert.Equal([true, false, true, false], reading.Items.Select(item => item.IsAcceptable));
        var faults = reading.Items[1].Faults;
        Assert.Equal(new(ViidError.WrongType, "$.MotorVehicleListObject.MotorVehicleObject[1].InfoKind", "a whole number", true), faults[0]);
        Assert.Equal((ViidError.Missing, "$.MotorVehicleListObject.MotorVehicleObject[1].SourceID"), (faults[1].Error, faults[1].Path));
        Assert.Equal(2, faults.Count);
        var answers = ViidAnswers.For(reading, "/VIID/MotorVehicles", DateTimeOffset.UnixEpoch);
        Assert.Equal([StatusCode.Ok, StatusCode.InvalidJsonContent, StatusCode.Ok, StatusCode.InvalidJsonContent], answers.Select(a => a.StatusCode!.Value));
        Assert.Contains("[1].InfoKind: WrongType, expected a whole number", answers[1].StatusString);
        Assert.Equal([Id, "b", Id, "0"], answers.Select(answer => answer.Id));
    }

    [Theory]
    [InlineData("\"PassTime\":\"yesterday\"", ViidError.BadTime, ".PassTime", "a time yyyyMMddHHmmss")]
    [InlineData("\"LaneNo\":99999999999", ViidError.OutOfRange, ".LaneNo", "a whole number")]
    [InlineData("\"LaneNo\":1.5", ViidError.OutOfRange, ".LaneNo", "a whole number")]
    [InlineData("\"LaneNo\":{\"a\":[1]}", ViidError.WrongType, ".LaneNo", "a whole number")]
    [InlineData("\"Speed\":\"1e999\"", ViidError.WrongType, ".Speed", "a number")]
    [InlineData("\"HasPlate\":\"2\"", ViidError.WrongType, ".HasPlate", "0 or 1")]
    [InlineData("\"PlateNo\":[]", ViidError.WrongType, ".PlateNo", "a text of at most 64 characters")]
    [InlineData("\"SubImageList\":3", ViidError.WrongType, ".SubImageList", "an object")]
    [InlineData("\"SubImageList\":{\"SubImageInfoObject\":[{\"Data\":\"%%%\"}]}", ViidError.BadBase64, ".SubImageList.SubImageInfoObject[0].Data", "base64")]
    [InlineData("\"SubImageList\":{\"SubImageInfoObject\":[{},{\"Width\":\"w\"}]}", ViidError.WrongType, ".SubImageList.SubImageInfoObject[1].Width", "a whole number")]
    public void A_bad_optional_field_costs_itself_alone(string field, ViidError error, string path, string expected)
    {
        var item = Assert.Single(Read($$"""{"MotorVehicleObject":[{{Vehicle("," + field + ",\"PlateColor\":\"2\"")}}]}""").Items);
        Assert.True(item.IsAcceptable);
        Assert.Equal("2", item.Value.PlateColor);
        Assert.Equal(new(error, "$.MotorVehicleObject[0]" + path, expected, false), Assert.Single(item.Faults));
    }

    [Fact]
    public void A_text_far_too_long_is_refused_without_being_kept()
    {
        var item = Assert.Single(Read($$"""{"MotorVehicleObject":[{{Vehicle($",\"PlateNo\":\"{new string('湘', 65)}\"")}}]}""").Items);
        Assert.Equal(ViidError.TooLong, Assert.Single(item.Faults).Error);
        Assert.Null(item.Value.PlateNo);
    }

    [Fact]
    public void A_fault_never_tells_the_value()
    {
        var item = Assert.Single(Read($$"""{"MotorVehicleObject":[{{Vehicle(",\"LaneNo\":\"湘D12345\"")}}]}""").Items);
        Assert.DoesNotContain("湘D12345", Assert.Single(item.Faults).ToString());
    }

    [Theory]
    [InlineData("", ViidError.NotJson)]
    [InlineData("湘", ViidError.NotJson)]
    [InlineData("{", ViidError.NotJson)]
    [InlineData("{\"MotorVehicleObject\":[{\"MotorVehicleID\":\"\\ud800\"}]}", ViidError.NotJson)]
    [InlineData("{\"MotorVehicleObject\":[]} {}", ViidError.NotJson)]
    [InlineData("7", ViidError.WrongEnvelope)]
    [InlineData("{}", ViidError.WrongEnvelope)]
    [InlineData("{\"FaceListObject\":{\"FaceObject\":[]}}", ViidError.WrongEnvelope)]
    public void What_spoils_the_whole_is_named(string body, ViidError error)
    {
        var reading = Read(body);
        Assert.Empty(reading.Items);
        Assert.Equal(error, reading.Fault?.Error);
        Assert.Equal(error is ViidError.NotJson ? StatusCode.InvalidJsonFormat : StatusCode.InvalidJsonContent,
            Assert.Single(ViidAnswers.For(reading, "/VIID/MotorVehicles", DateTimeOffset.UnixEpoch)).StatusCode);
    }

    [Fact]
    public void A_wrong_envelope_says_which_was_expected() =>
        Assert.Contains("MotorVehicleListObject", Read("{}").Fault!.Expected);

    [Fact]
    public void Limits_are_kept_exactly()
    {
        var three = new ViidLimits { MaxItems = 3 };
        string Batch(int count) => $$"""{"MotorVehicleObject":[{{string.Join(',', Enumerable.Repeat(Vehicle(), count))}}]}""";
        Assert.Equal(3, Read(Batch(3), three).Items.Count);
        Assert.Equal(ViidError.TooManyItems, Read(Batch(4), three).Fault?.Error);
        var bytes = Encoding.UTF8.GetByteCount(Batch(1));
        Assert.Null(Read(Batch(1), new ViidLimits { MaxBytes = bytes }).Fault);
        Assert.Equal(ViidError.TooLarge, Read(Batch(1), new ViidLimits { MaxBytes = bytes - 1 }).Fault?.Error);
        var deep = $$"""{"MotorVehicleObject":[{{Vehicle(",\"Vendor\":" + new string('[', 40) + new string(']', 40))}}]}""";
        Assert.Equal(ViidError.NotJson, Read(deep).Fault?.Error);
        Assert.Null(Read(deep, new ViidLimits { MaxDepth = 43 }).Fault);
        var pictures = $$"""{"MotorVehicleObject":[{{Vehicle(",\"SubImageList\":[{},{},{}]")}}]}""";
        Assert.Null(Read(pictures, new ViidLimits { MaxObjects = 4 }).Fault);
        Assert.Equal(ViidError.TooManyItems, Read(pictures, new ViidLimits { MaxObjects = 3 }).Fault?.Error);
    }

    [Fact]
    public void A_refusal_is_not_crowded_out_by_trifles()
    {
        var json = """{"MotorVehicleObject":[{"LaneNo":"a","Speed":"a","HasPlate":"a","IsDecked":"a","LeftTopX":"a"}]}""";
        var item = Assert.Single(Read(json, new ViidLimits { MaxFaults = 2 }).Items);
        Assert.Equal(3, item.Faults.Count);
        Assert.False(item.IsAcceptable);
    }

    [Fact]
    public void Half_an_object_inside_another_is_left_out_and_named()
    {
        var json = $$"""
            {"SubscribeNotificationObject":[{"NotificationID":"n","SubscribeID":"s",
             "MotorVehicleObjectList":{"MotorVehicleObject":[{{Vehicle()}},{"PlateNo":"湘D1"}]} }]}
            """;
        var item = Assert.Single(ViidMessages.SubscribeNotifications.Read(Encoding.UTF8.GetBytes(json)).Items);
        Assert.True(item.IsAcceptable);
        Assert.Single(item.Value.MotorVehicleObjectList!.MotorVehicleObject!);
        Assert.Contains(item.Faults, fault => fault.Path.EndsWith("MotorVehicleObject[1].MotorVehicleID", StringComparison.Ordinal));
    }
}
