using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Cap;
using SmartCity.Protocols.Tests.Gb20999;

namespace SmartCity.Protocols.Tests.Cap;

public class ChinaWarningTests
{
    public const string Document = """
        <?xml version="1.0" encoding="UTF-8"?><alert><identifier>43040041600000_20261123080000_0</identifier><sender>衡阳市气象局</sender>
        <senderCode>43040041600000</senderCode><sendTime>2026-11-23 08:00:00+08:00</sendTime><status>Actual</status><msgType>Update</msgType>
        <scope>Public</scope><code><method><methodName>SMS</methodName><message>暴雨橙色</message><audienceGrp>责任人</audienceGrp><audiencePrt/></method>
        <method><methodName>LED</methodName><message>请注意</message></method></code><secClassification>None</secClassification><note/>
        <references>43040041600000_20261123060000_0</references><info><language>zh-CN</language><eventType>11B03</eventType><urgency>Expected</urgency>
        <severity>Orange</severity><certainty>Likely</certainty><effective>2026-11-23 08:00:00+08:00</effective><onset/><expires>2026-11-23 20:00:00+08:00</expires>
        <senderName>衡阳市气象台</senderName><headline>暴雨橙色预警</headline><description>正文</description><instruction>指南</instruction><web/>
        <resource><resourceDesc/><size/><digest/></resource><area><areaDesc>珠晖区</areaDesc><polygon>26.8,112.6 27.0,112.6 27.0,112.7 26.8,112.6</polygon>
        <circle>26.893,112.572 1500</circle><geocode>430405</geocode></area></info></alert>
        """;

    private static readonly Gen<string> Digits14 = Gen.Elements("43040041600000", "33000041600000", "43042400000000");

    private static readonly Gen<ChinaInfo> Info =
        from type in Gen.Elements("11B01", "11B03", "12A01", "11G00") from urgency in Alerts.Code<CapUrgency>() from colour in Alerts.Code<ChinaColour>()
        from certainty in Alerts.Code<CapCertainty>() from times in Alerts.Maybe(Alerts.Time).ArrayOf(3) from texts in Alerts.MaybeNull(Alerts.Text).ArrayOf(4)
        from polygons in Alerts.Some(Alerts.Polygon) from circles in Alerts.Some(Alerts.Circle) from place in Alerts.Text from size in Alerts.Maybe(Gen.Choose(0, 9999))
        from codes in Alerts.Some(Gen.Elements("430400", "430405000000"))
        select new ChinaInfo
        {
            Language = "zh-CN", EventType = type, Urgency = urgency, Colour = colour, Certainty = certainty, Effective = times[0], Onset = times[1],
            Expires = times[2], SenderName = texts[0], Headline = texts[1], Description = texts[2], Instruction = texts[3],
            Resources = [new ChinaResource("图", size, null)], Areas = [new ChinaArea(place, polygons, circles, codes)],
        };

    private static readonly Gen<ChinaWarning> Any =
        from code in Digits14 from sent in Alerts.Time from status in Gen.Elements(CapStatus.Actual, CapStatus.Exercise, CapStatus.Test, CapStatus.Draft)
        from type in Gen.Elements(CapMessageType.Alert, CapMessageType.Update, CapMessageType.Cancel) from texts in Alerts.Text.ArrayOf(3)
        from classification in Gen.Elements("None", "Inner") from infos in Info.ArrayOf(1)
        from methods in Alerts.Some(from name in Gen.Elements("SMS", "LED", "TV") from text in Alerts.MaybeNull(Alerts.Text) select new ChinaMethod(name, text, null, null))
        select new ChinaWarning
        {
            Identifier = $"{code}_{sent:yyyyMMddHHmmss}_0", Sender = texts[0], SenderCode = code, SendTime = sent, Status = status, MessageType = type,
            Scope = CapScope.Public, Methods = methods, SecurityClassification = classification, Note = texts[2],
            References = type == CapMessageType.Alert ? [] : [$"{code}_20261123060000_0"], Infos = [.. infos],
        };

    [Fact]
    public void The_example_of_the_profile_is_read_whole_and_nothing_need_be_forgiven()
    {
        CapReading<ChinaWarning> reading = ChinaWarningReader.Read(File.ReadAllBytes(Samples.Path("cap/china_profile_20121025.xml")));
        Assert.Empty(reading.Problems);
        ChinaWarning warning = reading.Value!;
        Assert.Equal(("33000041600000", "浙江省气象局", CapStatus.Test), (warning.SenderCode, warning.Sender, warning.Status));
        Assert.Equal(new DateTimeOffset(2012, 10, 25, 9, 10, 26, TimeSpan.FromHours(8)), warning.SendTime);
        Assert.Equal(["SMS", "LED"], warning.Methods.Select(method => method.Name));
        ChinaInfo info = Assert.Single(warning.Infos);
        Assert.Equal(("11B01", ChinaColour.Blue), (info.EventType, info.Colour));
        Assert.Null(info.Onset);
        Assert.Empty(info.Resources);
        Assert.Equal(["330000000000"], Assert.Single(info.Areas).Geocodes);
        Assert.Equal("33000041600000_20121025091026_11B01_BLUE_ALERT.XML", ChinaWarningWriter.FileName(warning));
    }

    [Fact]
    public void Neither_reader_takes_the_other_profile_for_its_own()
    {
        Assert.Equal(CapProblemKind.NotAnAlert, Assert.Single(CapReader.Read(Alerts.Utf8(Document)).Problems).Kind);
        Assert.Equal(CapProblemKind.NotAnAlert, Assert.Single(ChinaWarningReader.Read(Alerts.Write(Alerts.Plain)).Problems).Kind);
    }

    [Fact]
    public void Circles_have_metres_in_the_profile_and_kilometres_in_CAP()
    {
        ChinaWarning warning = ChinaWarningReader.Read(Alerts.Utf8(Document)).Value!;
        Assert.Equal(1.5m, warning.Infos[0].Areas[0].Circles[0].RadiusKilometres);
        Assert.Contains("<circle>26.893,112.572 1.5</circle>", Encoding.UTF8.GetString(Alerts.Write(ChinaToCap.Convert(warning).Value)));
        Assert.Contains("<circle>26.893,112.572 1500", Encoding.UTF8.GetString(Write(warning)));
    }

    [Fact]
    public void Only_the_audience_of_a_method_is_lost_on_the_way_to_CAP()
    {
        Conversion<CapAlert> cap = ChinaToCap.Convert(ChinaWarningReader.Read(Alerts.Utf8(Document)).Value!);
        Assert.Equal(new ConversionLoss("code/method[0]", "audience '责任人'"), Assert.Single(cap.Lost));
        CapInfo info = cap.Value.Infos[0];
        Assert.Equal(("暴雨", CapSeverity.Severe), (info.Event, info.Severity));
        Assert.Equal([CapCategory.Met], info.Categories);
        Assert.Contains(new CapPair("method:SMS", "暴雨橙色"), info.Parameters);
        Assert.Equal(new CapReference("43040041600000", "43040041600000_20261123060000_0", new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.FromHours(8))),
            Assert.Single(cap.Value.References));
    }

    [Fact]
    public void Every_warning_comes_back_as_it_was_written() =>
        Prop.ForAll(Any.ToArbitrary(), warning =>
        {
            CapReading<ChinaWarning> reading = ChinaWarningReader.Read(Write(warning));
            return reading.Problems.IsEmpty && Alerts.Image(reading.Value!) == Alerts.Image(warning);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_warning_taken_to_CAP_and_back_is_the_same_when_no_loss_was_named() =>
        Prop.ForAll(Any.ToArbitrary(), warning =>
        {
            Conversion<CapAlert> cap = ChinaToCap.Convert(warning);
            Conversion<ChinaWarning> back = CapToChina.Convert(cap.Value);
            return cap.Lost.IsEmpty && back.Lost.IsEmpty && Alerts.Image(back.Value) == Alerts.Image(warning);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Every_warning_taken_to_CAP_is_valid_by_the_schema_of_OASIS() =>
        await XmlLint.AssertValidAsync(Any.Sample(200).Select(warning => Alerts.Write(ChinaToCap.Convert(warning).Value)));

    /// <summary>Either the field is in the warning, or its loss is named: no third thing.</summary>
    [Fact]
    public void All_that_CAP_says_and_the_profile_cannot_is_named()
    {
        CapAlert full = Alerts.PlainWith(info => info with
        {
            Event = "电梯困人", ResponseTypes = [CapResponseType.Avoid], Audience = "市民", Contact = "12345", Categories = [CapCategory.Rescue],
            EventCodes = [new CapPair("SAME", "CAE")], Parameters = [new CapPair("x", "y")],
            Resources = [new CapResource { Description = "图", MimeType = "image/jpeg", Uri = "https://hengyang.example/1", DerefUri = "AAAA" }],
            Areas = [new CapArea { Description = "x", Geocodes = [new CapPair("SAME", "1")], Altitude = 1, Ceiling = 2 }],
        }) with
        {
            Identifier = "KAR0", Sender = "k@x", Status = CapStatus.System, Scope = CapScope.Restricted, Restriction = "r", Addresses = ["a"],
            Codes = ["c"], Incidents = ["i"], References = [new CapReference("s", "id", Alerts.Plain.Sent)],
        };
        Conversion<ChinaWarning> china = CapToChina.Convert(full);
        string[] expected =
        [
            "sender", "identifier", "status", "restriction", "addresses", "incidents", "code", "references", "info[0]/event", "info[0]/category",
            "info[0]/responseType", "info[0]/audience", "info[0]/contact", "info[0]/eventCode", "info[0]/parameter", "info[0]/resource[0]/mimeType",
            "info[0]/resource[0]/uri", "info[0]/resource[0]/derefUri", "info[0]/area[0]/geocode", "info[0]/area[0]/altitude", "info[0]/area[0]/ceiling",
        ];
        Assert.Equal(expected.Order(), china.Lost.Select(loss => loss.Path).Order());
        Assert.Equal("43040000000000_20261123080000_0", china.Value.Identifier);
        Assert.True(ChinaWarningWriter.TryWrite(china.Value, out _, out _));
    }

    [Fact]
    public void A_warning_without_the_form_of_the_profile_is_not_written()
    {
        ChinaWarning good = ChinaWarningReader.Read(Alerts.Utf8(Document)).Value!;
        Assert.False(ChinaWarningWriter.TryWrite(good with { Identifier = "1" }, out _, out ImmutableArray<CapProblem> problems));
        Assert.Equal("identifier", Assert.Single(problems).Path);
        Assert.False(ChinaWarningWriter.TryWrite(good with { Status = CapStatus.System }, out _, out _));
        Assert.False(ChinaWarningWriter.TryWrite(good with { Infos = [good.Infos[0] with { EventType = "暴雨" }] }, out _, out _));
    }

    private static byte[] Write(ChinaWarning warning)
    {
        Assert.True(ChinaWarningWriter.TryWrite(warning, out ReadOnlyMemory<byte> document, out ImmutableArray<CapProblem> problems), string.Join("; ", problems));
        return document.ToArray();
    }
}
