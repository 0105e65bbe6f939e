using System.Text.Json;
using SmartCity.Contracts.Federation;

namespace SmartCity.Contracts.Tests.Federation;

public sealed class CloudEventJsonTests
{
    private static readonly EventEnvelope Full = Examples.Second with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Hops = "430481,430400", Recovered = true };

    [Fact]
    public void An_event_with_every_attribute_keeps_the_rules_of_CloudEvents_1_0() => Assert.Empty(CloudEventRules.FindMistakes(CloudEventJson.Parse(Full)));

    [Fact]
    public void Every_shape_of_a_batch_keeps_the_rules()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        EventBatch.Write(output, EventBatch.Json, [Full, Examples.First, Full with { ContentType = "image/jpeg", Data = new byte[] { 1, 2, 3 } }], Examples.Sent);
        using var json = JsonDocument.Parse(output.WrittenMemory);
        Assert.Empty(json.RootElement.EnumerateArray().SelectMany(CloudEventRules.FindMistakes));
    }

    [Fact]
    public void Data_that_is_JSON_stands_in_it_exactly_as_it_was_written()
    {
        var raw = """{"a":  1.50, "名":"\u8010"}"""u8.ToArray();
        Assert.Equal(System.Text.Encoding.UTF8.GetString(raw), CloudEventJson.Parse(Full with { Data = raw }).GetProperty("data").GetRawText());
    }

    [Fact]
    public void Data_that_is_not_JSON_stands_in_it_as_base64() =>
        Assert.Equal([1, 2, 3], CloudEventJson.Parse(Full with { ContentType = "image/jpeg", Data = new byte[] { 1, 2, 3 } }).GetProperty("data_base64").GetBytesFromBase64());

    [Fact]
    public void Between_nodes_it_says_the_time_left_and_never_the_instant()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        EventBatch.Write(output, EventBatch.Json, [Examples.Second], Examples.Sent);
        using var json = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(90_000, json.RootElement[0].GetProperty("validforms").GetInt64());
        Assert.False(json.RootElement[0].TryGetProperty("validuntil", out _));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"","source":"/a","type":"t"}""", "id is required")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/a","type":"t"}""", "specversion is not 1.0")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","originPosition":"1"}""", "lower-case")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","position":3000000000}""", "32-bit")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","hops":[]}""", "a string, an integer or a boolean")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","time":"2026-11-23"}""", "RFC 3339")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","data":1,"data_base64":"AA=="}""", "exclude each other")]
    public void A_broken_rule_is_noticed(string text, string expected)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Contains(CloudEventRules.FindMistakes(json.RootElement), mistake => mistake.Contains(expected));
    }
}
