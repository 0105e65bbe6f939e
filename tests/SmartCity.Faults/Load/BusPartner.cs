using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using SmartCity.Faults.Site;
using SmartCity.TestKit;

namespace SmartCity.Faults.Load;

/// <summary>
/// A partner on the city's broker, as the waterworks would be one: reads every event of a topic in the order in which they come,
/// and tells exceedances of its own, each again until the broker has confirmed it. When the broker is gone it calls again.
/// </summary>
internal sealed class BusPartner(TestRabbit rabbit)
{
    public const string Topic = "faults";
    public const string Records = "faults-records";
    public const string Told = "waterworks-in";
    public const string Source = "/waterworks";
    public const string ToldType = "environment.limit-exceeded.v1";

    /// <summary>What leaves to the topic.</summary>
    public static IReadOnlyList<string> Types { get; } = ["platform.alarm-drilled.v1", "platform.normal-drilled.v1", ToldType, "city-management.case-reported.v1"];

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, int> received = new(StringComparer.Ordinal);
    private readonly List<string> confirmed = [];
    private int told;

    public bool Paused { private get; set; }

    /// <summary>Ids of the events that came, each at its first arrival, in that order.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (received)
                return [.. received.OrderBy(each => each.Value).Select(each => each.Key)];
        }
    }

    /// <summary>Ids of what it told and the broker confirmed.</summary>
    public IReadOnlyList<string> Confirmed
    {
        get
        {
            lock (confirmed)
                return [.. confirmed];
        }
    }

    /// <summary>Settings of the node that it is partner of.</summary>
    public static Dictionary<string, string?> Settings(TestRabbit rabbit)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bus:Via"] = "RabbitMq",
            ["Bus:Broker:Host"] = "127.0.0.1",
            ["Bus:Broker:Port"] = rabbit.Port.ToString(CultureInfo.InvariantCulture),
            ["Bus:Broker:User"] = TestRabbit.User,
            ["Bus:Broker:Password"] = TestRabbit.Password,
            ["Bus:Topics:0:Name"] = Topic,
            ["Bus:Topics:0:Imported"] = "true",
            ["Bus:Topics:0:Begin"] = "Start",
            ["Bus:Topics:0:Queues:0"] = Records,
            ["Bus:Imports:0:Queue"] = Told,
            ["Bus:Imports:0:Sources:0:Source"] = Source,
            ["Bus:Imports:0:Sources:0:Types:0"] = ToldType,
        };
        foreach (var (number, type) in Types.Index())
            settings[$"Bus:Topics:0:Types:{number}"] = type;
        return settings;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = rabbit.Port, UserName = TestRabbit.User, Password = TestRabbit.Password, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(stop);
                await using var reading = await connection.CreateChannelAsync(cancellationToken: stop);
                await using var telling = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop);
                await Task.WhenAll(ReadAsync(reading, stop), TellAsync(telling, stop));
            }
            catch (Exception exception) when (exception is OperationInterruptedException or BrokerUnreachableException or PublishException or AlreadyClosedException or IOException or OperationCanceledException or TimeoutException)
            {
                // No broker, or no queue yet.
                await Task.Delay(Every, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task ReadAsync(IChannel channel, CancellationToken stop)
    {
        while (true)
        {
            // Acknowledged after it was noted: what a kill catches between the two comes again, and is told by its id.
            if (await channel.BasicGetAsync(Records, autoAck: false, stop) is not { } message)
            {
                await Task.Delay(50, stop);
                continue;
            }
            using var whole = JsonDocument.Parse(message.Body);
            lock (received)
                received.TryAdd(whole.RootElement.GetProperty("id").GetString()!, received.Count);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
        }
    }

    private async Task TellAsync(IChannel channel, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Every, stop);
            if (Paused)
                continue;
            var id = told.ToString(CultureInfo.InvariantCulture);
            // What was not confirmed is sent again under its id: it may have arrived, and counts once all the same.
            await channel.BasicPublishAsync("", Told, mandatory: true, new BasicProperties { ContentType = "application/cloudevents+json", Persistent = true }, Exceedance(id), stop);
            lock (confirmed)
                confirmed.Add(id);
            told++;
        }
    }

    private static byte[] Exceedance(string id) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        specversion = "1.0", id, source = Source, type = ToldType, time = DateTimeOffset.UnixEpoch.AddYears(56), datacontenttype = "application/json",
        data = new
        {
            exceedanceId = "W-" + id, stationId = "WW-1", stationName = "水厂出水口", factor = "w01018", factorName = "化学需氧量", value = 61.5, limit = 50, unit = "mg/L",
            division = FaultSite.CityId, longitude = 112.57, latitude = 26.89, at = DateTimeOffset.UnixEpoch.AddYears(56),
        },
    });
}
