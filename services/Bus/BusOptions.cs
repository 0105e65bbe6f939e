using System.ComponentModel.DataAnnotations;

namespace SmartCity.Bus;

/// <summary>How events leave the site's node and come in.</summary>
public enum BusVia
{
    /// <summary>Not at all: the module rests.</summary>
    None,

    /// <summary>Over a RabbitMQ broker.</summary>
    RabbitMq,

    /// <summary>Over a Dapr sidecar and whatever broker its component names.</summary>
    Dapr,
}

/// <summary>How a topic stands at the broker.</summary>
public enum TopicKind
{
    /// <summary>A durable topic exchange; the routing key is the event's type.</summary>
    Topic,

    /// <summary>As a Dapr sidecar declares it: a durable fanout exchange that goes with its last queue.</summary>
    Dapr,
}

/// <summary>Where a topic begins that was never published before.</summary>
public enum TopicBegin
{
    /// <summary>With what happens from now on.</summary>
    Now,

    /// <summary>With the oldest event the log still holds.</summary>
    Start,
}

/// <summary>Settings of the module, section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>How: None, RabbitMq or Dapr; default None.</summary>
    public BusVia Via { get; set; }

    /// <summary>The broker: where it is and who we are there.</summary>
    public BrokerOptions Broker { get; init; } = new();

    /// <summary>The Dapr sidecar, with <c>Via</c> = Dapr.</summary>
    public DaprOptions Dapr { get; init; } = new();

    /// <summary>What leaves.</summary>
    public IList<TopicOptions> Topics { get; init; } = [];

    /// <summary>What comes in.</summary>
    public IList<ImportOptions> Imports { get; init; } = [];

    /// <summary>At most so many events are published before their confirms are waited for; default 200.</summary>
    [Range(1, 2000)]
    public int BatchEvents { get; set; } = 200;

    /// <summary>So many messages of a queue are on their way to us at once; default 32.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 32;

    /// <summary>A larger message ends in the error queue unread, bytes; default 512 KiB.</summary>
    [Range(1024, 16 << 20)]
    public int MaxMessageBytes { get; set; } = 512 * 1024;

    /// <summary>What was imported is remembered for so many days, so that it is not imported twice; default 14.</summary>
    [Range(1, 3650)]
    public int RememberDays { get; set; } = 14;

    /// <summary>A message that fails is tried so many times more, with growing pauses, before it ends in the error queue; default 4.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 4;

    /// <summary>The first pause before a message is tried again; each one after doubles it; default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the broker may take to confirm a batch; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>The broker and how we sign in. The password is never logged or shown.</summary>
public sealed class BrokerOptions
{
    /// <summary>Host name or address, for example <c>127.0.0.1</c>.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port; default 5672.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>Its virtual host; default <c>/</c>.</summary>
    public string VirtualHost { get; set; } = "/";

    /// <summary>Our user there.</summary>
    public string User { get; set; } = "";

    /// <summary>File that holds our password and nothing else; goes before <c>Password</c>.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Our password, where no file can be had: from an environment variable or a secret store.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the line is TLS, the broker's certificate checked against <c>Host</c>.</summary>
    public bool Tls { get; set; }
}

/// <summary>The sidecar. Tokens are never logged or shown.</summary>
public sealed class DaprOptions
{
    /// <summary>Name of the pub/sub component.</summary>
    public string PubSub { get; set; } = "";

    /// <summary>Where the sidecar answers gRPC, for example <c>http://127.0.0.1:50001</c>.</summary>
    public string GrpcEndpoint { get; set; } = "http://127.0.0.1:50001";

    /// <summary>Where the sidecar answers HTTP, for example <c>http://127.0.0.1:3500</c>.</summary>
    public string HttpEndpoint { get; set; } = "http://127.0.0.1:3500";

    /// <summary>File with the token that the sidecar wants of us (its DAPR_API_TOKEN).</summary>
    public string? ApiTokenFile { get; set; }

    /// <summary>File with the token that the sidecar shows us (its APP_API_TOKEN). Needed with <c>Imports</c>: without it nobody may deliver.</summary>
    public string? AppTokenFile { get; set; }
}

/// <summary>Events that leave under one name.</summary>
public sealed class TopicOptions
{
    /// <summary>The topic: the exchange's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Topic or Dapr; default Topic.</summary>
    public TopicKind Kind { get; set; }

    /// <summary>Event types, each in full or <c>area.*</c>.</summary>
    public IList<string> Types { get; init; } = [];

    /// <summary>Whether events of other nodes, imported over links, leave as well; default only our own.</summary>
    public bool Imported { get; set; }

    /// <summary>Where it begins the first time: Now or Start; default Now.</summary>
    public TopicBegin Begin { get; set; }

    /// <summary>Queues that must have every event of it, declared by us before the first is published.</summary>
    public IList<string> Queues { get; init; } = [];
}

/// <summary>A queue of foreign events.</summary>
public sealed class ImportOptions
{
    /// <summary>The queue's name; what fails ends in <c>&lt;queue&gt;_error</c>.</summary>
    public string Queue { get; set; } = "";

    /// <summary>The exchange the queue is bound to; none when the partner writes to the queue itself.</summary>
    public string? Topic { get; set; }

    /// <summary>How that exchange stands at the broker: Topic or Dapr; default Topic.</summary>
    public TopicKind Kind { get; set; }

    /// <summary>Routing key of the binding, with Topic; default everything.</summary>
    public string RoutingKey { get; set; } = "#";

    /// <summary>Whose events are taken, and which.</summary>
    public IList<SourceOptions> Sources { get; init; } = [];
}

/// <summary>A source that may tell events here.</summary>
public sealed class SourceOptions
{
    /// <summary>Its CloudEvents <c>source</c>, exactly; a Dapr application's is its app id.</summary>
    public string Source { get; set; } = "";

    /// <summary>Event types it may tell, each in full or <c>area.*</c>.</summary>
    public IList<string> Types { get; init; } = [];

    /// <summary>The event type that its <c>com.dapr.event.sent</c> stands for: what a Dapr application sends that names no type.</summary>
    public string? DaprType { get; set; }
}
