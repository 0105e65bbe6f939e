using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace SmartCity.Contracts.Tests.Federation;

public sealed class CloudEventHttpTests
{
    private static readonly EventEnvelope Full = Examples.Second with { Subject = "drills/耒阳 \"1\" 100%", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Hops = "430481,430400", Recovered = true };

    [Fact]
    public void Binary_mode_has_every_attribute_of_structured_mode_as_a_header()
    {
        var structured = CloudEventJson.Parse(Full).EnumerateObject().Select(member => member.Name).Except(["data", "datacontenttype"]);
        Assert.Equal(structured.Select(name => "ce-" + name), CloudEventHttp.Headers(Full).Select(header => header.Key));
    }

    [Fact]
    public void A_header_holds_printable_ASCII_alone_and_the_rest_as_percent_and_two_digits() =>
        Assert.Equal("drills/%E8%80%92%E9%98%B3%20%221%22%20100%25", CloudEventHttp.Headers(Full).Single(header => header.Key == "ce-subject").Value);

    [Fact]
    public void Any_event_reads_back_the_same_from_binary_mode() => Check(Binary);

    [Fact]
    public void Any_event_reads_back_the_same_from_structured_mode() => Check(Structured);

    [Fact]
    public void Data_that_is_not_JSON_is_the_body_of_binary_mode_as_it_stands()
    {
        var picture = Full with { ContentType = "image/jpeg", Data = new byte[] { 0xFF, 0xD8, 0 } };
        Assert.Equal(Envelopes.Text(picture), Envelopes.Text(Binary(picture)!));
    }

    [Theory]
    [InlineData("ce-id", null, "id is missing")]
    [InlineData("ce-id", "430481.1a2b3c.2b", "id is not 430481.1a2b3c.2c")]
    [InlineData("ce-source", "/430400/platform", "source is not /430481/platform")]
    [InlineData("ce-specversion", "0.3", "specversion is 0.3; expected 1.0")]
    [InlineData("ce-time", "2026-11-23T08:00:00", "time is not a time with offset")]
    [InlineData("ce-lane", "Express", "lane is not one of Emergency")]
    [InlineData("ce-epoch", "xyz", "epoch is not a number")]
    public void A_wrong_header_is_named(string name, string? value, string expected)
    {
        var headers = CloudEventHttp.Headers(Full).ToDictionary(header => header.Key, header => (string?)header.Value);
        headers[name] = value;
        Assert.Null(CloudEventHttp.Read("application/json", headers.GetValueOrDefault, Full.Data, Envelopes.Now, out var mistake));
        Assert.Contains(expected, mistake);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"specversion":{}}""")]
    [InlineData("""{"specversion":"1.0","lane":"Alarm","data_base64":"!"}""")]
    public void A_structured_body_that_is_no_event_is_refused_and_says_why(string body)
    {
        Assert.Null(CloudEventHttp.Read(CloudEventJson.MediaType + "; charset=utf-8", _ => null, Encoding.UTF8.GetBytes(body), Envelopes.Now, out var mistake));
        Assert.NotEmpty(mistake!);
    }

    [Fact]
    public void Data_beyond_the_limit_is_refused()
    {
        Assert.Null(Binary(Full with { Data = new byte[EventEnvelope.MaxDataBytes + 1] }));
        Assert.NotNull(Binary(Full with { Data = new byte[EventEnvelope.MaxDataBytes] }));
    }

    private static void Check(Func<EventEnvelope, EventEnvelope?> through) => Prop.ForAll(Arb.From(Envelopes.One), envelope =>
        Envelopes.Text(envelope) == (through(envelope) is { } read ? Envelopes.Text(read) : "")).QuickCheckThrowOnFailure();

    private static EventEnvelope? Binary(EventEnvelope envelope)
    {
        var headers = CloudEventHttp.Headers(envelope).ToDictionary(header => header.Key, header => header.Value);
        return CloudEventHttp.Read(envelope.ContentType, headers.GetValueOrDefault, envelope.Data, Envelopes.Now, out _);
    }

    private static EventEnvelope? Structured(EventEnvelope envelope) =>
        CloudEventHttp.Read(CloudEventJson.MediaType, _ => null, CloudEventJson.Write(envelope), Envelopes.Now, out _);
}
