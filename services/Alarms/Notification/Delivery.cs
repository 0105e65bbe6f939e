namespace SmartCity.Alarms.Notification;

/// <summary>What became of a notification.</summary>
internal enum DeliveryState : byte
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>The alarm was answered or over before it was sent.</summary>
    Cancelled,
}

/// <summary>One notification to one target. Its bytes are fixed when it is made; it is sent at least once, always with the same id.</summary>
internal sealed record Delivery
{
    /// <summary>Target of mail to whoever is on duty.</summary>
    public const string Mail = "mail";

    public required string Id { get; init; }

    /// <summary>The alarm; null for a test.</summary>
    public string? AlarmId { get; init; }
    public required string Division { get; init; }

    /// <summary>The step of the duty list it tells of.</summary>
    public int Step { get; init; }

    /// <summary>Name of a webhook, or <see cref="Mail"/>.</summary>
    public required string Target { get; init; }

    /// <summary>The mail's receiver; null for a webhook.</summary>
    public string? Address { get; init; }
    public required string Title { get; init; }

    /// <summary>The CloudEvent or the mail's text.</summary>
    public required string Body { get; init; }
    public DeliveryState State { get; init; }
    public int Attempts { get; init; }

    /// <summary>When it is tried next; null when it is done with.</summary>
    public DateTimeOffset? Due { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? TriedAt { get; init; }
    public string? Error { get; init; }
    public int Version { get; init; } = 1;
}
