using System.Buffers;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;

namespace SmartCity.Contracts.Tests.Federation;

/// <summary>What docs/protocol/federation.md shows is what this build writes, reads and accepts.</summary>
public sealed class ProtocolDocumentTests
{
    [Fact]
    public void The_binary_batch_is_written_byte_for_byte() => Assert.Equal(Convert.ToHexStringLower(ProtocolDocument.Hex("batch")), Convert.ToHexStringLower(Write(EventBatch.Binary)));

    [Fact]
    public void The_JSON_batch_is_written_byte_for_byte() => Assert.Equal(ProtocolDocument.Json("batch"), Encoding.UTF8.GetString(Write(EventBatch.Json)));

    [Fact]
    public void Both_batches_are_read_as_the_same_two_events()
    {
        var binary = EventBatch.Read(ProtocolDocument.Hex("batch"), EventBatch.Binary, Lane.Alarm, Examples.Sent, out _)!;
        var json = EventBatch.Read(Encoding.UTF8.GetBytes(ProtocolDocument.Json("batch")), EventBatch.Json, Lane.Alarm, Examples.Sent, out _)!;
        Assert.Equal(Examples.Batch.Select(Envelopes.Text), binary.Select(Envelopes.Text));
        Assert.Equal(Examples.Batch.Select(Envelopes.Text), json.Select(Envelopes.Text));
    }

    [Fact]
    public void The_hash_is_over_the_bytes_shown()
    {
        Assert.Equal(ProtocolDocument.Words("hash"), EventHash.Format(System.IO.Hashing.XxHash128.HashToUInt128(ProtocolDocument.Hex("hash-input"))));
        Assert.Equal(ProtocolDocument.Words("hash"), EventHash.Format(EventHash.Of(Examples.First)));
    }

    [Fact]
    public void The_ledger_holds_the_sum_of_both_hashes() =>
        Assert.Equal([new LedgerBlock(0, 2, EventHash.Format(unchecked(EventHash.Of(Examples.First) + EventHash.Of(Examples.Second))))], Read<LedgerBlock[]>("ledger-answer"));

    [Theory]
    [InlineData("enrol-request", typeof(EnrolRequest))]
    [InlineData("enrol-answer", typeof(EnrolAnswer))]
    [InlineData("hello", typeof(Hello))]
    [InlineData("hello-answer", typeof(HelloAnswer))]
    [InlineData("batch-answer", typeof(BatchAnswer))]
    [InlineData("ledger-answer", typeof(LedgerBlock[]))]
    [InlineData("takes-back", typeof(TakesBack))]
    public void A_message_is_read_and_written_back_as_shown(string name, Type type) =>
        Assert.Equal(ProtocolDocument.Json(name), JsonSerializer.Serialize(JsonSerializer.Deserialize(ProtocolDocument.Json(name), type, EventJson.Options), type, EventJson.Options));

    [Fact]
    public void The_keys_shown_are_the_ones_that_were_enrolled()
    {
        Assert.Equal(ProtocolDocument.Json("county-key"), Read<EnrolRequest>("enrol-request").Key);
        Assert.Equal(ProtocolDocument.Json("city-key"), Read<EnrolAnswer>("enrol-answer").Key);
        Assert.Equal(ProtocolDocument.Json("county-key"), Key("county-key").ToJwk());
    }

    [Fact]
    public void The_answer_to_the_hello_is_signed_by_the_citys_key_over_its_bytes()
    {
        var body = Encoding.UTF8.GetBytes(ProtocolDocument.Json("hello-answer"));
        Assert.True(Key("city-key").Verify(body, ProtocolDocument.Words("hello-answer-signature")));
        Assert.False(Key("county-key").Verify(body, ProtocolDocument.Words("hello-answer-signature")));
        body[^2] ^= 1;
        Assert.False(Key("city-key").Verify(body, ProtocolDocument.Words("hello-answer-signature")));
    }

    [Fact]
    public async Task The_token_holds_for_the_hello_and_for_nothing_else()
    {
        var result = await new TokenVerifier(new Clock(Examples.Sent)).VerifyAsync(ProtocolDocument.Words("token"), "gateway-430400", NodeRequestToken.LongestLifetime, _ => [Key("county-key")]);
        string? Claim(string name) => result.Identity!.FindFirst(name)?.Value;
        Assert.Null(result.Failure);
        Assert.True(NodeRequestToken.BodyMatches(Claim(TokenClaims.BodyHash), Encoding.UTF8.GetBytes(ProtocolDocument.Json("hello"))));
        Assert.True(NodeRequestToken.RequestMatches(Claim(TokenClaims.Method), Claim(TokenClaims.Path), "POST", "/api/federation/v1/hello"));
        Assert.Equal(("430481", "430481", "node"), (result.Issuer, Claim("sub"), Claim(TokenClaims.Kind)));
        var late = await new TokenVerifier(new Clock(Examples.Sent.AddSeconds(91))).VerifyAsync(ProtocolDocument.Words("token"), "gateway-430400", NodeRequestToken.LongestLifetime, _ => [Key("county-key")]);
        Assert.Equal(TokenFailure.Time, late.Failure);
    }

    [Fact]
    public void The_empty_bodys_hash_is_the_one_shown() => Assert.Contains($"`{NodeRequestToken.BodyHash([])}`", File.ReadAllText(RepositoryFiles.FederationDocument));

    [Fact]
    public void The_refusal_of_a_repeated_batch_names_the_cursor_of_its_acknowledgement()
    {
        using var problem = JsonDocument.Parse(ProtocolDocument.Json("cursor-mismatch"));
        Assert.Equal(Read<BatchAnswer>("batch-answer").Cursor, problem.RootElement.GetProperty("expected").Deserialize<LinkCursor>(EventJson.Options));
        Assert.Equal(EventHash.Format(EventHash.Of(Examples.Second)), Read<BatchAnswer>("batch-answer").Cursor.Hash);
    }

    [Theory]
    [InlineData("events of a batch that is read", EventBatch.MaxEvents)]
    [InlineData("bytes of a batch that is written (one event always fits)", EventBatch.MaxBytes)]
    [InlineData("bytes of one event's data", EventEnvelope.MaxDataBytes)]
    public void The_limits_are_the_ones_in_force(string what, long figure) => Assert.Equal(figure, ProtocolDocument.Limit(what));

    [Fact]
    public void No_named_example_is_left_unchecked() => Assert.Equal(
        ["hex batch", "hex hash-input", "json batch", "json batch-answer", "json city-key", "json county-key", "json cursor-mismatch", "json enrol-answer", "json enrol-request",
            "json hello", "json hello-answer", "json ledger-answer", "json takes-back", "text hash", "text hello-answer-signature", "text token"],
        ProtocolDocument.Names.Order(StringComparer.Ordinal));

    private static byte[] Write(string format)
    {
        var output = new ArrayBufferWriter<byte>();
        EventBatch.Write(output, format, Examples.Batch, Examples.Sent);
        return output.WrittenSpan.ToArray();
    }

    private static T Read<T>(string name) => JsonSerializer.Deserialize<T>(ProtocolDocument.Json(name), EventJson.Options)!;

    private static PublicKey Key(string name) => PublicKey.TryParse(ProtocolDocument.Json(name))!;

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
