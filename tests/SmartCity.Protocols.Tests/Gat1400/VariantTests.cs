using System.Text;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Objects;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class VariantTests
{
    private const string Id = "430405000012100000010220261122111111000010200001";
    private const string Source = "43040500001210000001022026112211111100001";
    private const string Good = $$"""{"MotorVehicleID":"{{Id}}","InfoKind":1,"SourceID":"{{Source}}"}""";

    private static ViidReading<MotorVehicle> Read(string json) => ViidMessages.MotorVehicles.Read(Encoding.UTF8.GetBytes(json));

    private static ViidItem<MotorVehicle> With(string fields) =>
        Assert.Single(Read($$"""{"MotorVehicleListObject":{"MotorVehicleObject":[{{Good[..^1]}},{{fields}} }]} }""").Items);

    [Theory]
    [InlineData("""{"MotorVehicleListObject":{"MotorVehicleObject":[X,X]}}""", 2)]
    [InlineData("""{"MotorVehicleObjectList":{"MotorVehicleObject":[X]}}""", 1)]
    [InlineData("""{"MotorVehicleList":{"MotorVehicle":[X]}}""", 1)]
    [InlineData("""{"motorvehiclelistobject":{"motorvehicleobject":X}}""", 1)]
    [InlineData("""{"MotorVehicleListObject":[X,X,X]}""", 3)]
    [InlineData("""{"MotorVehicleObject":[X]}""", 1)]
    [InlineData("""{"MotorVehicleObject":X}""", 1)]
    [InlineData("[X,X]", 2)]
    [InlineData("""{"Vendor":{"MotorVehicleObject":[1]},"MotorVehicleListObject":{"TotalNum":1,"MotorVehicleObject":[X,],},}""", 1)]
    [InlineData("""{"MotorVehicleListObject":{"MotorVehicleObject":[]}}""", 0)]
    [InlineData("""{"MotorVehicleListObject":{"MotorVehicleObject":null}}""", 0)]
    public void Every_envelope_of_the_field_is_read(string form, int count)
    {
        var reading = Read(form.Replace("X", Good));
        Assert.Null(reading.Fault);
        Assert.Equal(count, reading.Items.Count);
        Assert.All(reading.Items, item => Assert.True(item.IsAcceptable && item.Id == Id));
    }

    [Theory]
    [InlineData("\"Speed\":\"63.5\"", 63.5)]
    [InlineData("\"speed\":63.5", 63.5)]
    [InlineData("\"Speed\":\" 6.35e1 \"", 63.5)]
    [InlineData("\"Speed\":\"\"", null)]
    [InlineData("\"Speed\":null", null)]
    public void Numbers_come_as_numbers_and_as_texts(string field, double? speed)
    {
        var item = With(field);
        Assert.Equal(speed, item.Value.Speed);
        Assert.Empty(item.Faults);
    }

    [Theory]
    [InlineData("\"HasPlate\":true", true)]
    [InlineData("\"HasPlate\":\"1\"", true)]
    [InlineData("\"HasPlate\":1", true)]
    [InlineData("\"HasPlate\":\"False\"", false)]
    [InlineData("\"HasPlate\":0", false)]
    public void Flags_come_in_every_form(string field, bool expected) => Assert.Equal(expected, With(field).Value.HasPlate);

    [Theory]
    [InlineData("\"PlateColor\":5", "5")]
    [InlineData("\"PlateColor\":\"5\"", "5")]
    [InlineData("\"PlateColor\":true", "1")]
    public void Codes_come_as_numbers_too(string field, string expected) => Assert.Equal(expected, With(field).Value.PlateColor);

    [Theory]
    [InlineData("\"RightBottomX\":7")]
    [InlineData("\"rightbtmx\":\"7\"")]
    [InlineData("\"RightBtmX\":7.0")]
    public void Spellings_of_a_name_mean_the_same(string field) => Assert.Equal(7, With(field).Value.RightBtmX);

    [Theory]
    [InlineData("\"SubImageList\":{\"SubImageInfoObject\":[{\"ImageID\":\"1\"}]}")]
    [InlineData("\"SubImageList\":{\"SubImageInfoObject\":{\"ImageID\":\"1\"}}")]
    [InlineData("\"SubImageList\":{\"SubImageInfo\":[{\"ImageID\":\"1\"}]}")]
    [InlineData("\"SubImageList\":[{\"ImageID\":\"1\"}]")]
    public void Pictures_come_wrapped_or_not(string field) =>
        Assert.Equal("1", Assert.Single(With(field).Value.SubImageList!.SubImageInfoObject!).ImageID);

    [Theory]
    [InlineData("/9j/2Q==")]
    [InlineData("data:image/jpeg;base64,/9j/2Q==")]
    [InlineData("/9j/\\r\\n2Q==")]
    [InlineData("\\/9j\\/2Q==")]
    public void Picture_bytes_come_in_every_base64(string data) =>
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xD9],
            Assert.Single(With("\"SubImageList\":{\"SubImageInfoObject\":[{\"Data\":\"" + data + "\"}]}").Value.SubImageList!.SubImageInfoObject!).Data!);

    [Theory]
    [InlineData("20261122111111")]
    [InlineData("20261122111111000")]
    [InlineData("2026-11-22 11:11:11")]
    [InlineData("2026-11-22T11:11:11+08:00")]
    [InlineData("2026-11-22T03:11:11Z")]
    public void Times_come_in_many_forms_and_mean_Beijing(string text)
    {
        var expected = new DateTimeOffset(2026, 11, 22, 11, 11, 11, TimeSpan.FromHours(8));
        Assert.Equal(expected, With($"\"PassTime\":\"{text}\"").Value.PassTime);
        Assert.Equal("20261122111111", BeijingTime.Format(expected.ToUniversalTime()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20261322111111")]
    [InlineData("20260230000000")]
    [InlineData("2026112211111")]
    [InlineData("明天")]
    [InlineData("00010101000000")]
    public void What_is_no_time_is_null(string text) => Assert.Null(BeijingTime.Parse(text));

    [Fact]
    public void A_body_in_GB18030_is_read()
    {
        var body = ChineseText.Gb18030.GetBytes($$"""{"MotorVehicleObject":[{{Good[..^1]}},"PlateNo":"湘D12345"}]}""");
        Assert.Equal("湘D12345", Assert.Single(ViidMessages.MotorVehicles.Read(body).Items).Value.PlateNo);
    }

    [Fact]
    public void A_status_code_is_read_as_text_and_as_number_and_written_as_text()
    {
        foreach (var form in new[] { "\"8\"", "8" })
        {
            var body = Encoding.UTF8.GetBytes($$"""{"ResponseStatusObject":{"Id":"a","StatusCode":{{form}} } }""");
            Assert.Equal(StatusCode.InvalidJsonContent, Assert.Single(ViidMessages.Status.Read(body).Items).Value.StatusCode);
        }
        var answer = ViidAnswers.For("a", "/VIID/Faces", StatusCode.Ok, DateTimeOffset.UnixEpoch);
        Assert.Equal("""{"ResponseStatusObject":{"Id":"a","LocalTime":"19700101080000","RequestURL":"/VIID/Faces","StatusCode":"0","StatusString":"OK"}}""",
            Encoding.UTF8.GetString(ViidMessages.Status.Write(answer)));
    }

    [Fact]
    public void What_is_written_is_the_standards_form()
    {
        var vehicle = new MotorVehicle { MotorVehicleID = Id, InfoKind = 1, SourceID = Source, HasPlate = true, PlateNo = "湘D12345", Speed = 60.5,
            PassTime = new DateTimeOffset(2026, 11, 22, 3, 11, 11, TimeSpan.Zero),
            SubImageList = new() { SubImageInfoObject = [new() { ImageID = Source, Data = [1, 2, 3] }] } };
        var text = Encoding.UTF8.GetString(ViidMessages.MotorVehicles.Write([vehicle]));
        Assert.StartsWith("""{"MotorVehicleListObject":{"MotorVehicleObject":[{""", text);
        Assert.Contains("\"HasPlate\":\"1\"", text);
        Assert.Contains("\"PlateNo\":\"湘D12345\"", text);
        Assert.Contains("\"PassTime\":\"20261122111111\"", text);
        Assert.Contains("\"Speed\":60.5", text);
        Assert.Contains("\"SubImageList\":{\"SubImageInfoObject\":[{\"ImageID\":\"" + Source + "\",\"Data\":\"AQID\"}]}", text);
        Assert.DoesNotContain("null", text);
    }

    [Fact]
    public void The_list_of_kinds_is_read_as_devices_write_it()
    {
        Assert.Equal([SubscribedKind.Faces, SubscribedKind.MotorVehicles, (SubscribedKind)99], SubscribedKinds.Parse("12, 13;x,13，99"));
        Assert.Equal("12,13", SubscribedKinds.Format([SubscribedKind.Faces, SubscribedKind.MotorVehicles]));
        Assert.Empty(SubscribedKinds.Parse(null));
    }
}
