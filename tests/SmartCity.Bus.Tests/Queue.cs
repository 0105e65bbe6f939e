using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests;

/// <summary>Reads and writes queues as a partner does.</summary>
internal static class Queue
{
    public static string Unique(string name) => $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)];

    /// <summary>Takes messages off a queue until there are so many, or until nothing comes any more.</summary>
    public static async Task<List<BasicGetResult>> TakeAsync(this IChannel channel, string queue, int count)
    {
        var taken = new List<BasicGetResult>();
        await Eventually.True($"{count} messages in {queue}; there are {taken.Count}", async () =>
        {
            while (taken.Count < count && await channel.BasicGetAsync(queue, autoAck: true) is { } message)
                taken.Add(message);
            return taken.Count >= count;
        }, TimeSpan.FromSeconds(60));
        return taken;
    }

    public static JsonElement Event(this BasicGetResult message)
    {
        using var document = JsonDocument.Parse(message.Body);
        return document.RootElement.Clone();
    }

    public static int Number(this BasicGetResult message) => message.Event().GetProperty("data").GetProperty("number").GetInt32();

    public static string Id(this BasicGetResult message) => message.Event().GetProperty("id").GetString()!;

    public static ValueTask SendAsync(this IChannel channel, string queue, string body, string? contentType = "application/cloudevents+json") =>
        channel.BasicPublishAsync("", queue, mandatory: true, contentType is null ? new BasicProperties() : new BasicProperties { ContentType = contentType }, Encoding.UTF8.GetBytes(body));
}
