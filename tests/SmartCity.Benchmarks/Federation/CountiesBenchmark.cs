using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Benchmarks.Running;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;

namespace SmartCity.Benchmarks.Federation;

/// <summary>Many counties at one city: senders in this process speak the link's protocol to a real gateway and city.</summary>
internal sealed class CountiesBenchmark(Switches switches)
{
    private const int Batch = 500;
    private readonly int events = switches.Number("events", 240_000);

    public static async Task<int> RunAsync(Switches switches)
    {
        await new CountiesBenchmark(switches).RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        Machine.Head("From 1 to 120 counties at one city", $"counties{switches}",
            $"Senders in one process, each with its own key and link, post batches of {Batch} events of 400 bytes through the gateway as fast as they are taken, {events:N0} events in each row. Answer is the time from sending a batch until it is durable in the city.");
        Console.WriteLine("| counties | events/s | answer p50 | answer p99 | gateway CPU per event | city CPU per event | city resident |\n|---:|---:|---:|---:|---:|---:|---:|");
        using var site = new Site();
        await site.StartCityAsync("SmartCity.Node", "--Node:Modules:0=Federation");
        await RowAsync(site, 0, 4, quiet: true);
        var made = 4;
        foreach (var counties in (int[])[1, 10, 40, 120])
            await RowAsync(site, made, counties, quiet: false);
        Machine.Foot();
    }

    private async Task RowAsync(Site site, int first, int counties, bool quiet)
    {
        var senders = new List<Sender>();
        for (var number = 0; number < counties; number++)
            senders.Add(await Sender.EnrolAsync(site, $"{500_000 + counties * 1000 + first + number}"));
        // The gateway hears of new nodes by a long poll.
        await Task.WhenAll(senders.Select(sender => sender.HelloAsync()));
        var batches = Math.Max(2, events / counties / Batch);
        var (before, began) = (site.Used(), Stopwatch.GetTimestamp());
        await Task.WhenAll(senders.Select(sender => Task.Run(() => sender.SendAsync(batches))));
        var (took, after) = (Stopwatch.GetElapsedTime(began), site.Used());
        var sent = batches * Batch * counties;
        var answers = senders.SelectMany(sender => sender.Milliseconds).ToList();
        if (!quiet)
            Console.WriteLine(Machine.Invariant($"| {counties} | {sent / took.TotalSeconds:N0} | {Machine.Percentile(answers, 0.5):N0} ms | {Machine.Percentile(answers, 0.99):N0} ms | {Each(before, after, "gateway", sent):N1} µs | {Each(before, after, "city", sent):N1} µs | {Children.Resident(site.City) / 1e6:N0} MB |"));
        senders.ForEach(sender => sender.Dispose());
    }

    private static double Each(IReadOnlyList<(string Name, TimeSpan Cpu)> before, IReadOnlyList<(string Name, TimeSpan Cpu)> after, string name, int events) =>
        (after.Single(one => one.Name == name).Cpu - before.Single(one => one.Name == name).Cpu).TotalMicroseconds / events;

    private sealed class Sender(string node, SigningKey key, string audience, Uri gateway) : IDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = gateway };
        private readonly ArrayBufferWriter<byte> body = new(1 << 20);

        public List<double> Milliseconds { get; } = [];

        public static async Task<Sender> EnrolAsync(Site site, string node)
        {
            var key = SigningKey.Create();
            var made = await site.AtCity.PostAsJsonAsync("/api/federation/v1/enrolments", new { node });
            var code = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
            var answer = await site.AtCity.PostAsJsonAsync("/api/federation/v1/enrol", new EnrolRequest(node, node, code, key.Public.ToJwk()), EventJson.Options);
            answer.EnsureSuccessStatusCode();
            return new(node, key, (await answer.Content.ReadFromJsonAsync<EnrolAnswer>(EventJson.Options))!.Audience, site.GatewayAddress);
        }

        public async Task HelloAsync()
        {
            var lanes = Lanes.All.Select(lane => new HelloLane(lane, 0, null)).ToList();
            var hello = new Hello([1], node, node, "0", "1", null, 0, EventBatch.Formats, lanes, [], TimeProvider.System.GetUtcNow(), "00112233445566778899AABBCCDDEEFF");
            for (var left = 100; ; left--)
            {
                using var answer = await PostAsync("/api/federation/v1/hello", JsonSerializer.SerializeToUtf8Bytes(hello, EventJson.Options), "application/json");
                if (answer.IsSuccessStatusCode)
                    return;
                if (left == 0)
                    throw new InvalidOperationException($"{node}: {await answer.Content.ReadAsStringAsync()}");
                await Task.Delay(200);
            }
        }

        public async Task SendAsync(int batches)
        {
            var (position, hash) = (0L, "");
            var now = TimeProvider.System.GetUtcNow();
            var sample = Backlog.Envelopes(0, Batch, 400, now).ToList();
            for (var number = 0; number < batches; number++)
            {
                var (after, at) = (position, position);
                var events = sample.ConvertAll(envelope => envelope with { Origin = node, Division = node, Epoch = 1, Position = ++at, OriginPosition = at, RecordedTime = now });
                body.ResetWrittenCount();
                EventBatch.Write(body, EventBatch.Binary, events, now);
                var began = Stopwatch.GetTimestamp();
                using var answer = await PostAsync($"/api/federation/v1/uplink/bulk?epoch=1&after={after}&through={at}&last={hash}", body.WrittenMemory, EventBatch.Binary);
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{node}: {await answer.Content.ReadAsStringAsync()}");
                var cursor = (await answer.Content.ReadFromJsonAsync<BatchAnswer>(EventJson.Options))!.Cursor;
                (position, hash) = (cursor.Position, cursor.Hash!);
                Milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        private Task<HttpResponseMessage> PostAsync(string target, ReadOnlyMemory<byte> content, string format)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(content) };
            request.Content.Headers.ContentType = new(format);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", NodeRequestToken.Issue(key, node, audience, "POST", target, content.Span, TimeProvider.System, TimeSpan.Zero));
            return http.SendAsync(request);
        }

        public void Dispose() => http.Dispose();
    }
}
