using SmartCity.Protocols.Cap;
using SmartCity.Protocols.Tests.Gb20999;

namespace SmartCity.Protocols.Tests.Cap;

public class CapReaderTests
{
    private const string Minimal = """
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>A1</identifier><sender>s@hy</sender>
        <sent>2026-11-23T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
        <info><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
        <area><areaDesc>珠晖区</areaDesc></area></info></alert>
        """;

    [Fact]
    public void The_AMBER_example_of_the_standard_is_read_whole()
    {
        CapAlert alert = Read(File.ReadAllBytes(Samples.Path("cap/cap_amber_alert_example.xml")));
        Assert.Equal(("KAR0-0306112239-SW", "KARO@CLETS.DOJ.CA.GOV", "SW"), (alert.Identifier, alert.Sender, alert.Source));
        Assert.Equal(new DateTimeOffset(2003, 6, 11, 22, 39, 0, TimeSpan.FromHours(-7)), alert.Sent);
        Assert.Equal(["en-US", "es-US"], alert.Infos.Select(info => info.Language!));
        Assert.Equal(new CapPair("SAME", "CAE"), Assert.Single(alert.Infos[1].EventCodes));
        Assert.Equal("Abducción de Niño", alert.Infos[1].Event);
        Assert.StartsWith("DET. SMITH", alert.Infos[0].Contact);
        Assert.Equal(new CapPair("SAME", "006037"), Assert.Single(Assert.Single(alert.Infos[0].Areas).Geocodes));
    }

    [Fact]
    public void The_Hengyang_example_is_read_with_its_shapes()
    {
        CapArea area = Read(File.ReadAllBytes(Samples.Path("cap/hengyang_rainstorm_cap12.xml"))).Infos[0].Areas[0];
        Assert.Equal(5, Assert.Single(area.Polygons).Length);
        Assert.Equal(new CapCircle(new CapPoint(26.893m, 112.572m), 10), Assert.Single(area.Circles));
        Assert.Equal(["430405", "430424"], area.Geocodes.Select(code => code.Value));
    }

    public static TheoryData<string, CapProblemKind> Variants => new()
    {
        { Minimal.Replace("xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"", ""), CapProblemKind.Namespace },
        { Minimal.Replace("cap:1.2", "cap:1.1"), CapProblemKind.OlderVersion },
        { Minimal.Replace("</", "</c:").Replace("<", "<c:").Replace("<c:/c:", "</c:").Replace("xmlns=", "xmlns:c=").Replace(":1.2", ":1.1"), CapProblemKind.OlderVersion },
        { Minimal.Replace("+08:00", "Z").Replace("T08", "T00"), CapProblemKind.TimeForm },
        { Minimal.Replace("+08:00", ""), CapProblemKind.TimeForm },
        { Minimal.Replace("T08:00:00", " 08:00:00"), CapProblemKind.TimeForm },
        { Minimal.Replace(":00+08", ":00.5+08"), CapProblemKind.TimeForm },
        { Minimal.Replace("Severe<", "severe<"), CapProblemKind.CodeForm },
        { Minimal.Replace("<info>", "<extra>1</extra><info>"), CapProblemKind.Ignored },
        { Minimal.Replace("</area>", "<polygon>1,2 3,4</polygon></area>"), CapProblemKind.BadShape },
        { Minimal.Replace("</area>", "<circle>91,2 3</circle></area>"), CapProblemKind.BadShape },
        { Minimal.Replace("</area>", "<altitude>high</altitude></area>"), CapProblemKind.BadNumber },
        { Minimal.Replace("<info>", "<references>a,b</references><info>"), CapProblemKind.BadReference },
        { Minimal.Replace("</info>", "</info><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>"), CapProblemKind.SignatureNotVerified },
        { Minimal.Replace("<event>", "<effective>soon</effective><event>"), CapProblemKind.BadTime },
    };

    [Theory, MemberData(nameof(Variants))]
    public void What_is_met_in_the_field_is_read_and_what_was_forgiven_is_named(string document, CapProblemKind forgiven)
    {
        CapReading<CapAlert> reading = CapReader.Read(Alerts.Utf8(document));
        Assert.NotNull(reading.Value);
        Assert.Equal("暴雨", reading.Value.Infos[0].Event);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)).UtcDateTime, reading.Value.Sent.UtcDateTime.AddTicks(-(reading.Value.Sent.Ticks % TimeSpan.TicksPerSecond)));
        CapProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((forgiven, false), (problem.Kind, problem.IsFatal));
    }

    public static TheoryData<string, CapProblemKind> Unreadable => new()
    {
        { "", CapProblemKind.NotXml },
        { Minimal[..^3], CapProblemKind.NotXml },
        { Minimal.Replace("A1", "&undeclared;"), CapProblemKind.NotXml },
        { Minimal.Replace("A1", "&#0;"), CapProblemKind.NotXml },
        { "<!DOCTYPE alert [<!ENTITY a \"b\">]>" + Minimal, CapProblemKind.DocumentType },
        { "<!DOCTYPE alert SYSTEM \"file:///etc/passwd\">" + Minimal, CapProblemKind.DocumentType },
        { "<feed/>", CapProblemKind.NotAnAlert },
        { Minimal.Replace("<sender>s@hy</sender>", ""), CapProblemKind.Missing },
        { Minimal.Replace("<event>暴雨</event>", "<event/>"), CapProblemKind.Missing },
        { Minimal.Replace("<status>Actual", "<status>Real"), CapProblemKind.UnknownCode },
        { Minimal.Replace("<status>Actual", "<status>1"), CapProblemKind.UnknownCode },
        { Minimal.Replace("2026-11-23T", "2026-13-23T"), CapProblemKind.BadTime },
        { string.Concat(Enumerable.Repeat("<alert>", 40)), CapProblemKind.TooLarge },
        { "<alert>" + string.Concat(Enumerable.Repeat("<a/>", 30_000)) + "</alert>", CapProblemKind.TooLarge },
        { new string(' ', 5_000_000), CapProblemKind.TooLarge },
    };

    [Theory, MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_used_is_refused_with_the_reason(string document, CapProblemKind reason)
    {
        CapReading<CapAlert> reading = CapReader.Read(Alerts.Utf8(document));
        Assert.Null(reading.Value);
        Assert.Equal(reason, reading.Problems.First(problem => problem.IsFatal).Kind);
    }

    [Fact]
    public void The_bytes_decide_the_encoding_whatever_the_declaration_says()
    {
        string declared = "\r\n<?xml version=\"1.0\" encoding=\"GB2312\"?>" + Minimal;
        Assert.Equal("暴雨", Read(Alerts.Utf8(declared)).Infos[0].Event);
        Assert.Equal("暴雨", Read(ChineseText.Gb18030.GetBytes(declared)).Infos[0].Event);
        Assert.Equal("暴雨", Read([0xEF, 0xBB, 0xBF, .. Alerts.Utf8(Minimal)]).Infos[0].Event);
        Assert.Equal("暴雨", Read([0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(Minimal)]).Infos[0].Event);
    }

    [Fact]
    public void A_time_without_zone_is_wrong_when_none_may_be_assumed()
    {
        CapReading<CapAlert> reading = CapReader.Read(Alerts.Utf8(Minimal.Replace("+08:00", "")), new CapReadOptions { AssumedOffset = null });
        Assert.Equal(CapProblemKind.BadTime, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void A_text_about_document_types_is_text() =>
        Assert.Equal("<!DOCTYPE x>", Read(Alerts.Utf8(Minimal.Replace("暴雨", "<![CDATA[<!DOCTYPE x>]]>"))).Infos[0].Event);

    [Fact]
    public void Text_in_pieces_is_one_text() =>
        Assert.Equal("暴雨 橙色", Read(Alerts.Utf8(Minimal.Replace(">暴雨<", "> 暴<!-- - --><![CDATA[雨]]> <![CDATA[橙]]>&#x8272; <"))).Infos[0].Event);

    [Fact]
    public void Empty_elements_count_as_absent()
    {
        CapAlert alert = Read(Alerts.Utf8(Minimal.Replace("<info>", "<note/><references></references><info>")));
        Assert.Null(alert.Note);
        Assert.Empty(alert.References);
    }

    private static CapAlert Read(byte[] document)
    {
        CapReading<CapAlert> reading = CapReader.Read(document);
        Assert.Empty(reading.Problems);
        return reading.Value!;
    }
}
