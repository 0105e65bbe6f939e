using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Cap;
using SmartCity.Protocols.Tests.Gb20999;

namespace SmartCity.Protocols.Tests.Cap;

public class CapWriterTests
{
    [Fact]
    public async Task Every_alert_we_write_is_valid_by_the_schema_of_OASIS() =>
        await XmlLint.AssertValidAsync(Alerts.Any.Sample(400).Select(Alerts.Write));

    [Fact]
    public async Task The_samples_read_and_written_again_are_valid()
    {
        string[] samples = ["cap/cap_amber_alert_example.xml", "cap/hengyang_rainstorm_cap12.xml"];
        await XmlLint.AssertValidAsync(samples.Select(name => Alerts.Write(CapReader.Read(File.ReadAllBytes(Samples.Path(name))).Value!)));
    }

    [Fact]
    public async Task The_judge_from_outside_does_refuse()
    {
        byte[] wrong = Alerts.Utf8(Encoding.UTF8.GetString(Alerts.Write(Alerts.Plain)).Replace("+08:00", "Z"));
        await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => XmlLint.AssertValidAsync([wrong]));
    }

    [Fact]
    public void Every_alert_comes_back_as_it_was_written() =>
        Prop.ForAll(Alerts.Any.ToArbitrary(), alert =>
        {
            CapReading<CapAlert> reading = CapReader.Read(Alerts.Write(alert));
            return reading.Problems.IsEmpty && Alerts.Image(reading.Value!) == Alerts.Image(alert);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void UTC_is_written_as_minus_zero_and_never_as_Z()
    {
        string document = Encoding.UTF8.GetString(Alerts.Write(Alerts.Plain with { Sent = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) }));
        Assert.Contains("<sent>2026-01-02T03:04:05-00:00</sent>", document);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "identifier", Name(Alerts.Plain with { Identifier = "a b" }) },
        { "identifier", Name(Alerts.Plain with { Identifier = "" }) },
        { "sender", Name(Alerts.Plain with { Sender = "a,b" }) },
        { "sender", Name(Alerts.Plain with { Sender = "a<b" }) },
        { "sender", Name(Alerts.Plain with { Sender = "a&b" }) },
        { "restriction", Name(Alerts.Plain with { Scope = CapScope.Restricted }) },
        { "addresses", Name(Alerts.Plain with { Scope = CapScope.Private }) },
        { "addresses[0]", Name(Alerts.Plain with { Scope = CapScope.Private, Addresses = ["a\"b"] }) },
        { "references", Name(Alerts.Plain with { MessageType = CapMessageType.Update }) },
        { "references", Name(Alerts.Plain with { MessageType = CapMessageType.Cancel }) },
        { "references[0]", Name(Alerts.Plain with { References = [new CapReference("a b", "c", default)] }) },
        { "info[0]/category", Name(Alerts.PlainWith(info => info with { Categories = [] })) },
        { "info[0]/event", Name(Alerts.PlainWith(info => info with { Event = " " })) },
        { "info[0]/language", Name(Alerts.PlainWith(info => info with { Language = "中文" })) },
        { "info[0]/headline", Name(Alerts.PlainWith(info => info with { Headline = "a\0b" })) },
        { "info[0]/headline", Name(Alerts.PlainWith(info => info with { Headline = "\uD800" })) },
        { "info[0]/web", Name(Alerts.PlainWith(info => info with { Web = "/relative" })) },
        { "info[0]/resource[0]/mimeType", Name(Alerts.PlainWith(info => info with { Resources = [new CapResource { Description = "x" }] })) },
        { "info[0]/resource[0]/digest", Name(Alerts.PlainWith(info => info with { Resources = [new CapResource { Description = "x", MimeType = "a/b", Digest = "12" }] })) },
        { "info[0]/resource[0]/derefUri", Name(Alerts.PlainWith(info => info with { Resources = [new CapResource { Description = "x", MimeType = "a/b", DerefUri = "?" }] })) },
        { "info[0]/area[0]/polygon[0]", Name(Alerts.PlainWith(new CapArea { Description = "x", Polygons = [[new(1, 1), new(1, 2), new(2, 2), new(2, 1)]] })) },
        { "info[0]/area[0]/polygon[0]", Name(Alerts.PlainWith(new CapArea { Description = "x", Polygons = [[new(1, 1), new(1, 2), new(1, 1)]] })) },
        { "info[0]/area[0]/circle[0]", Name(Alerts.PlainWith(new CapArea { Description = "x", Circles = [new(new(1, 181), 2)] })) },
        { "info[0]/area[0]/circle[0]", Name(Alerts.PlainWith(new CapArea { Description = "x", Circles = [new(new(1, 1), -1)] })) },
        { "info[0]/area[0]/ceiling", Name(Alerts.PlainWith(new CapArea { Description = "x", Ceiling = 5 })) },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_breaks_a_rule_is_not_written_and_the_field_is_named(string field, string alert)
    {
        Assert.False(CapWriter.TryWrite(Named[alert], out ReadOnlyMemory<byte> document, out var problems));
        Assert.True(document.IsEmpty);
        Assert.Equal(field, Assert.Single(problems.Where(problem => problem.IsFatal).Select(problem => problem.Path).Distinct()));
    }

    public static TheoryData<string, string> Unwise => new()
    {
        { "restriction", Name(Alerts.Plain with { Restriction = "x" }) },
        { "note", Name(Alerts.Plain with { MessageType = CapMessageType.Error, References = [new CapReference("a", "c", default)] }) },
        { "note", Name(Alerts.Plain with { Status = CapStatus.Exercise }) },
        { "info[0]/expires", Name(Alerts.PlainWith(info => info with { Expires = Alerts.Plain.Sent.AddHours(-1) })) },
    };

    [Theory, MemberData(nameof(Unwise))]
    public void What_the_prose_only_advises_is_written_and_named(string field, string alert)
    {
        Assert.True(CapWriter.TryWrite(Named[alert], out _, out var problems));
        Assert.Equal((field, false), Assert.Single(problems.Select(problem => (problem.Path, problem.IsFatal))));
    }

    private static readonly Dictionary<string, CapAlert> Named = [];

    /// <summary>Theory data are strings; the alerts stand beside them.</summary>
    private static string Name(CapAlert alert)
    {
        string name = $"alert {Named.Count}";
        Named[name] = alert;
        return name;
    }
}
