using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Notification;

public sealed class NotificationTests : IAsyncLifetime
{
    private const string Secret = "whsec_c2hhcmVkIHNlY3JldCBvZiB0aGlydHktdHdvIGI=";
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
    private readonly SmtpServer mail = new();
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await mail.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_alarm_is_posted_as_a_signed_CloudEvent_and_mailed_to_whoever_is_on_duty()
    {
        await using var node = await StartAsync();

        await node.HappensAsync(Sample.Exceeded());

        var posted = await CameAsync(1);
        Assert.True(posted[0].IsSignedBy(Secret));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), long.Parse(posted[0].Headers["webhook-timestamp"]));
        Assert.StartsWith("application/cloudevents+json", posted[0].Headers["content-type"]);
        using var told = JsonDocument.Parse(posted[0].Body);
        var alarm = await node.OneAsync("it rings", alarm => alarm.Rings());
        Assert.Equal(("alarms.alarm-raised.v1", $"{alarm.Id()}.1"), (told.RootElement.Text("type"), told.RootElement.Text("id")));
        Assert.Equal("wang.fang", told.RootElement.GetProperty("data").Text("account"));

        var (to, data) = await Eventually.Get("the letter", () => Task.FromResult(mail.Letters.FirstOrDefault()));
        Assert.Contains("<wang@example.org>", to);
        var letter = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(data)));
        Assert.Equal("【报警】蔡伦中学站：PM2.5超标，180.5 µg/m³（限值 75）", letter.Subject);
        Assert.Contains("王芳：", letter.TextBody);
        await Eventually.True("both delivered", async () => (await DeliveriesAsync(node)).Count(delivery => delivery.Is("delivered")) == 2);
        Assert.Equal(2, (await node.DetailAsync(alarm.Id())).GetProperty("deliveries").GetArrayLength());
    }

    [Fact]
    public async Task Every_step_of_the_duty_list_is_told_once()
    {
        await using var node = await StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        await CameAsync(1);

        for (var step = 2; step <= 4; step++)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await CameAsync(step);
        }

        Assert.Equal(["alarms.alarm-raised.v1", "alarms.alarm-escalated.v1", "alarms.alarm-escalated.v1", "alarms.alarm-unanswered.v1"],
            receiver.Came.Select(posted => JsonDocument.Parse(posted.Body).RootElement.Text("type")));
        // 李雷 has no address.
        await Eventually.True("two letters", () => Task.FromResult(mail.Letters.Count == 2));
        Assert.Contains("<zhao@example.org>", mail.Letters.Last().To);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_later_and_health_says_why()
    {
        await using var node = await StartAsync();
        receiver.Answers.Enqueue((503, null));
        receiver.Answers.Enqueue((302, "https://localhost/elsewhere"));
        await node.HappensAsync(Sample.Exceeded());
        await CameAsync(1);
        await Eventually.True("health names the answer", async () => (await HealthAsync(node)).Contains("HTTP 503", StringComparison.Ordinal));
        var waiting = Assert.Single(await DeliveriesAsync(node, "state=waiting&target=desk"));
        Assert.Equal(clock.GetUtcNow().AddSeconds(5), waiting.GetProperty("nextAttempt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));

        clock.Advance(TimeSpan.FromSeconds(5));
        await CameAsync(2);
        await Eventually.True("a redirect is not followed", async () => (await HealthAsync(node)).Contains("redirects are not followed", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromSeconds(15));

        await Eventually.True("delivered", async () => (await DeliveriesAsync(node, "state=delivered&target=desk")).Count == 1);
        Assert.Equal(3, receiver.Came.Count);
        Assert.Single(receiver.Came.Select(posted => posted.Headers["webhook-id"]).Distinct());
        Assert.DoesNotContain("HTTP", await HealthAsync(node), StringComparison.Ordinal);
        Assert.True((await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/targets"))[0].GetProperty("works").GetBoolean());
    }

    [Fact]
    public async Task What_was_not_delivered_is_sent_after_a_restart_and_given_up_after_the_last_attempt()
    {
        var data = Path.Combine(folder, "node");
        Directory.CreateDirectory(data);
        foreach (var _ in Enumerable.Range(0, 3))
            receiver.Answers.Enqueue((500, null));
        await using (var node = await StartAsync(data, ("Alarms:Attempts", "3")))
        {
            await node.HappensAsync(Sample.Exceeded());
            await CameAsync(1);
            await Eventually.True("kept", async () => (await DeliveriesAsync(node, "state=waiting")).Count == 1);
        }
        await using (var node = await StartAsync(data, ("Alarms:Attempts", "3")))
        {
            await Eventually.True("health still knows", async () => (await HealthAsync(node)).Contains("HTTP 500", StringComparison.Ordinal));
            clock.Advance(TimeSpan.FromSeconds(5));
            await CameAsync(2);
            await Eventually.True("saved", async () => (await DeliveriesAsync(node, "state=waiting&target=desk")).Count(delivery => delivery.GetProperty("attempts").GetInt32() == 2) == 1);
            clock.Advance(TimeSpan.FromSeconds(15));
            await Eventually.True("given up", async () => (await DeliveriesAsync(node, "state=failed&target=desk")).Count == 1);
            Assert.Contains("alarms.notification-failed.v1", await node.ToldAsync(Contracts.Lane.Normal));
        }
    }

    [Fact]
    public async Task An_alarm_that_was_answered_is_not_told_any_more()
    {
        await using var node = await StartAsync();
        receiver.Answers.Enqueue((503, null));
        await node.HappensAsync(Sample.Exceeded());
        await CameAsync(1);
        await Eventually.True("waiting", async () => (await DeliveriesAsync(node, "state=waiting&target=desk")) is [var delivery] && delivery.GetProperty("attempts").GetInt32() == 1);
        await node.Http.DoAsync((await node.AlarmsAsync())[0].Id(), "acknowledge");

        clock.Advance(TimeSpan.FromSeconds(5));

        await Eventually.True("cancelled", async () => (await DeliveriesAsync(node, "state=cancelled&target=desk")).Count == 1);
        Assert.Single(receiver.Came);
    }

    [Fact]
    public async Task A_mail_server_that_asks_to_come_again_is_obeyed_and_one_that_refuses_is_not_asked_twice()
    {
        mail.Refusals.Enqueue("451 come again");
        mail.Refusals.Enqueue("550 nobody of that name");
        await using var node = await StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        await Eventually.True("to be tried again", async () => (await DeliveriesAsync(node, "state=waiting&target=mail")) is [var delivery] && delivery.Text("error") == "SMTP 451: come again");

        clock.Advance(TimeSpan.FromSeconds(5));

        await Eventually.True("given up", async () => (await DeliveriesAsync(node, "state=failed&target=mail")) is [var delivery] && delivery.Text("error") == "SMTP 550: nobody of that name");
        Assert.Empty(mail.Letters);
    }

    [Theory]
    [InlineData("Alarms:AllowedNetworks:0", "10.0.0.0/8", "Alarms:AllowedNetworks does not allow")]
    [InlineData("Alarms:Webhooks:0:CertificateSha256", "0000000000000000000000000000000000000000000000000000000000000000", "TLS")]
    public async Task Nothing_is_sent_to_an_address_or_a_certificate_that_is_not_allowed(string setting, string value, string error)
    {
        await using var node = await StartAsync(null, (setting, value));

        Assert.Equal(HttpStatusCode.Accepted, (await node.Http.PostAsJsonAsync($"{Sample.Route}/targets/desk/test", new { })).StatusCode);

        await Eventually.True("refused", async () => (await DeliveriesAsync(node)) is [var delivery] && delivery.Text("error")?.Contains(error, StringComparison.Ordinal) == true);
        Assert.Empty(receiver.Came);
    }

    [Fact]
    public async Task A_target_is_tried_without_an_alarm()
    {
        await using var node = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await node.Http.PostAsJsonAsync($"{Sample.Route}/targets/desk/test", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await node.Http.PostAsJsonAsync($"{Sample.Route}/targets/mail/test", new { account = "zhao.min" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.PostAsJsonAsync($"{Sample.Route}/targets/mail/test", new { account = "li.lei" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Http.PostAsJsonAsync($"{Sample.Route}/targets/moon/test", new { })).StatusCode);

        Assert.Contains("notification-tested", (await CameAsync(1))[0].Body);
        await Eventually.True("the letter", () => Task.FromResult(mail.Letters.Count == 1));
    }

    private Task<TestNode> StartAsync(string? data = null, params (string Setting, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Alarms:Webhooks:0:Name"] = "desk", ["Alarms:Webhooks:0:Url"] = $"https://localhost:{receiver.Port}/alarms", ["Alarms:Webhooks:0:SecretFile"] = Path.Combine(folder, "secret"),
            ["Alarms:Webhooks:0:CertificateSha256"] = receiver.Fingerprint, ["Alarms:AllowedHosts:0"] = "localhost", ["Alarms:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Alarms:Mail:Host"] = "127.0.0.1", ["Alarms:Mail:Port"] = mail.Port.ToString(), ["Alarms:Mail:Security"] = "None", ["Alarms:Mail:From"] = "duty@example.org",
        };
        foreach (var (setting, value) in more)
            settings[setting] = value;
        return Sample.StartAsync(settings: settings, clock: clock, folder: data);
    }

    private Task<Posted[]> CameAsync(int count) => Eventually.Get($"{count} posted", () => Task.FromResult(receiver.Came.Count >= count ? receiver.Came.ToArray() : null));

    private static async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(TestNode node, string query = "") =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/deliveries?{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<string> HealthAsync(TestNode node) => (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetRawText();
}
