using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>Warning colour of the Chinese profile, in place of CAP's severity (GB/T 35965.1-2018).</summary>
public enum ChinaColour
{
    /// <summary>红色: Extreme.</summary>
    Red,

    /// <summary>橙色: Severe.</summary>
    Orange,

    /// <summary>黄色: Moderate.</summary>
    Yellow,

    /// <summary>蓝色: Minor.</summary>
    Blue,

    /// <summary>No colour.</summary>
    Unknown,
}

/// <summary>
/// An early warning as the national warning platform exchanges it (GB/T 35965.1-2018, GB/T 34283-2017): shaped after CAP,
/// but with elements and values of its own, and usually without a namespace.
/// </summary>
public sealed record ChinaWarning
{
    /// <summary>senderCode_yyyyMMddHHmmss, in GB/T 35965.1 followed by _N (0..9).</summary>
    public required string Identifier { get; init; }

    /// <summary>Name of the issuing unit.</summary>
    public string? Sender { get; init; }

    /// <summary>14 digits: division 6 (GB/T 2260), trade 3 (GB/T 4657), unit 3, extension 2.</summary>
    public required string SenderCode { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SendTime { get; init; }

    /// <summary>How it is meant; System does not occur in the profile.</summary>
    public required CapStatus Status { get; init; }

    /// <summary>What it does.</summary>
    public required CapMessageType MessageType { get; init; }

    /// <summary>For whom it is.</summary>
    public required CapScope Scope { get; init; }

    /// <summary>By which means it is to be published, with the text for each.</summary>
    public ImmutableArray<ChinaMethod> Methods { get; init; } = [];

    /// <summary>None or Inner; null when not said.</summary>
    public string? SecurityClassification { get; init; }

    /// <summary>Remark.</summary>
    public string? Note { get; init; }

    /// <summary>Identifiers of the warnings it updates or cancels.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>The contents.</summary>
    public ImmutableArray<ChinaInfo> Infos { get; init; } = [];
}

/// <summary>A means of publication.</summary>
/// <param name="Name">SMS, LED, SPEAKER, TV, BROADCAST, WEB, PHONE or FAX; others are kept.</param>
/// <param name="Message">Text for it.</param>
/// <param name="AudienceGroup">Recipient group (audienceGrp).</param>
/// <param name="AudienceProtocol">audiencePrt, kept as it is: no source we could read explains it.</param>
public sealed record ChinaMethod(string Name, string? Message, string? AudienceGroup, string? AudienceProtocol);

/// <summary>Contents of a warning.</summary>
public sealed record ChinaInfo
{
    /// <summary>zh-CN.</summary>
    public string? Language { get; init; }

    /// <summary>Five characters of the national event classification, such as 11B01 typhoon.</summary>
    public required string EventType { get; init; }

    /// <summary>How soon.</summary>
    public required CapUrgency Urgency { get; init; }

    /// <summary>How bad, as a colour.</summary>
    public required ChinaColour Colour { get; init; }

    /// <summary>How sure.</summary>
    public required CapCertainty Certainty { get; init; }

    /// <summary>From when it holds.</summary>
    public DateTimeOffset? Effective { get; init; }

    /// <summary>When the event is expected.</summary>
    public DateTimeOffset? Onset { get; init; }

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Issuing station for people.</summary>
    public string? SenderName { get; init; }

    /// <summary>Title.</summary>
    public string? Headline { get; init; }

    /// <summary>Text.</summary>
    public string? Description { get; init; }

    /// <summary>Advice.</summary>
    public string? Instruction { get; init; }

    /// <summary>Page.</summary>
    public string? Web { get; init; }

    /// <summary>Files.</summary>
    public ImmutableArray<ChinaResource> Resources { get; init; } = [];

    /// <summary>Places.</summary>
    public ImmutableArray<ChinaArea> Areas { get; init; } = [];
}

/// <summary>A file that comes with a warning.</summary>
/// <param name="Description">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Digest">SHA-1.</param>
public sealed record ChinaResource(string Description, long? Size, string? Digest);

/// <summary>A place.</summary>
/// <param name="Description">In words.</param>
/// <param name="Polygons">Closed polygons, latitude first as in CAP.</param>
/// <param name="Circles">Circles; the profile gives the radius in metres, kept here in kilometres like CAP.</param>
/// <param name="Geocodes">Division codes, 6 or 12 digits.</param>
public sealed record ChinaArea(
    string Description, ImmutableArray<ImmutableArray<CapPoint>> Polygons, ImmutableArray<CapCircle> Circles, ImmutableArray<string> Geocodes);
