using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>A CAP 1.2 alert (OASIS CAP-v1.2 §3.2.1). Times are written to the second.</summary>
public sealed record CapAlert
{
    /// <summary>Unique per sender; no space, comma, &lt; or &amp;.</summary>
    public required string Identifier { get; init; }

    /// <summary>Globally unique name of the sender; no space, comma, &lt; or &amp;.</summary>
    public required string Sender { get; init; }

    /// <summary>When it was sent, with the sender's zone.</summary>
    public required DateTimeOffset Sent { get; init; }

    /// <summary>How it is meant.</summary>
    public required CapStatus Status { get; init; }

    /// <summary>What it does.</summary>
    public required CapMessageType MessageType { get; init; }

    /// <summary>For whom it is.</summary>
    public required CapScope Scope { get; init; }

    /// <summary>Operator or device it comes from; null when not said.</summary>
    public string? Source { get; init; }

    /// <summary>Rule that limits a Restricted alert; null otherwise.</summary>
    public string? Restriction { get; init; }

    /// <summary>Recipients of a Private alert.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Codes for special handling.</summary>
    public ImmutableArray<string> Codes { get; init; } = [];

    /// <summary>Explains an Error, names an Exercise; null when not said.</summary>
    public string? Note { get; init; }

    /// <summary>Earlier alerts this one updates, cancels or answers.</summary>
    public ImmutableArray<CapReference> References { get; init; } = [];

    /// <summary>Names of incidents it belongs to.</summary>
    public ImmutableArray<string> Incidents { get; init; } = [];

    /// <summary>The contents, one or more per language; none in an Ack or a Cancel that needs none.</summary>
    public ImmutableArray<CapInfo> Infos { get; init; } = [];
}

/// <summary>An alert referred to: the triple of CAP 1.2 §3.2.1 references.</summary>
/// <param name="Sender">Its sender.</param>
/// <param name="Identifier">Its identifier.</param>
/// <param name="Sent">Its time.</param>
public sealed record CapReference(string Sender, string Identifier, DateTimeOffset Sent);

/// <summary>What an alert says in one language (CAP 1.2 §3.2.2).</summary>
public sealed record CapInfo
{
    /// <summary>RFC 3066 language; null means en-US.</summary>
    public string? Language { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<CapCategory> Categories { get; init; }

    /// <summary>The event, in words.</summary>
    public required string Event { get; init; }

    /// <summary>What to do.</summary>
    public ImmutableArray<CapResponseType> ResponseTypes { get; init; } = [];

    /// <summary>How soon.</summary>
    public required CapUrgency Urgency { get; init; }

    /// <summary>How bad.</summary>
    public required CapSeverity Severity { get; init; }

    /// <summary>How sure.</summary>
    public required CapCertainty Certainty { get; init; }

    /// <summary>Intended audience; null when not said.</summary>
    public string? Audience { get; init; }

    /// <summary>Codes of the event in systems of others.</summary>
    public ImmutableArray<CapPair> EventCodes { get; init; } = [];

    /// <summary>From when the information holds; null means since sent.</summary>
    public DateTimeOffset? Effective { get; init; }

    /// <summary>When the event is expected to begin.</summary>
    public DateTimeOffset? Onset { get; init; }

    /// <summary>Until when the information holds.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Sender's name for people.</summary>
    public string? SenderName { get; init; }

    /// <summary>Short headline.</summary>
    public string? Headline { get; init; }

    /// <summary>The hazard, described.</summary>
    public string? Description { get; init; }

    /// <summary>What to do, described.</summary>
    public string? Instruction { get; init; }

    /// <summary>Absolute address of a page.</summary>
    public string? Web { get; init; }

    /// <summary>Whom to ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Values of the sender's system.</summary>
    public ImmutableArray<CapPair> Parameters { get; init; } = [];

    /// <summary>Files that belong to it.</summary>
    public ImmutableArray<CapResource> Resources { get; init; } = [];

    /// <summary>Where it holds.</summary>
    public ImmutableArray<CapArea> Areas { get; init; } = [];
}

/// <summary>A value and the name of its domain: eventCode, parameter, geocode.</summary>
/// <param name="ValueName">The domain; acronyms in capitals.</param>
/// <param name="Value">The value.</param>
public sealed record CapPair(string ValueName, string Value);

/// <summary>A file (CAP 1.2 §3.2.3).</summary>
public sealed record CapResource
{
    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>RFC 2046 type; obligatory in 1.2, null only when read from an older alert.</summary>
    public string? MimeType { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Absolute address, or a name when the content stands in <see cref="DerefUri"/>.</summary>
    public string? Uri { get; init; }

    /// <summary>The content in base64.</summary>
    public string? DerefUri { get; init; }

    /// <summary>SHA-1 of the content, 40 hex digits.</summary>
    public string? Digest { get; init; }
}

/// <summary>A place (CAP 1.2 §3.2.4): the union of all it names.</summary>
public sealed record CapArea
{
    /// <summary>The place, in words.</summary>
    public required string Description { get; init; }

    /// <summary>Polygons, WGS-84, at least four points, the last the first again.</summary>
    public ImmutableArray<ImmutableArray<CapPoint>> Polygons { get; init; } = [];

    /// <summary>Circles, WGS-84.</summary>
    public ImmutableArray<CapCircle> Circles { get; init; } = [];

    /// <summary>Codes of places, such as GB/T 2260.</summary>
    public ImmutableArray<CapPair> Geocodes { get; init; } = [];

    /// <summary>Feet above mean sea level: the height, or the lowest when <see cref="Ceiling"/> is given.</summary>
    public decimal? Altitude { get; init; }

    /// <summary>Feet above mean sea level, only beside <see cref="Altitude"/>.</summary>
    public decimal? Ceiling { get; init; }
}

/// <summary>A point, WGS-84, degrees.</summary>
/// <param name="Latitude">-90..90, north positive.</param>
/// <param name="Longitude">-180..180, east positive.</param>
public readonly record struct CapPoint(decimal Latitude, decimal Longitude);

/// <summary>A circle.</summary>
/// <param name="Centre">Its centre.</param>
/// <param name="RadiusKilometres">Its radius in kilometres, 0 or more.</param>
public readonly record struct CapCircle(CapPoint Centre, decimal RadiusKilometres);
