using SmartCity.Contracts;

namespace SmartCity.Alarms.Records;

/// <summary>An urgent event that somebody has to answer. Replaced, never changed.</summary>
internal sealed record Alarm
{
    /// <summary>CloudEvents id of the event it was made from.</summary>
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Subject { get; init; }
    public required string Division { get; init; }
    public required string Origin { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>What belongs together: an exceedance, a link. <see cref="Kind"/> is what is the matter with it.</summary>
    public required string Matter { get; init; }
    public required string Kind { get; init; }

    /// <summary>What of the matter is affected, one a line: lanes of a link. Empty when it has no parts.</summary>
    public string Parts { get; init; } = "";

    /// <summary>An event will end it.</summary>
    public required bool Lasts { get; init; }
    public required string Title { get; init; }
    public required string TitleEnglish { get; init; }

    /// <summary>The last words of the event on how it knows; null for none.</summary>
    public string? Detail { get; init; }
    public double? Longitude { get; init; }
    public double? Latitude { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>How often it happened, and when last.</summary>
    public long Times { get; init; } = 1;
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Why it does not ring: a rule, or that it came too late; null when it does.</summary>
    public string? QuietBecause { get; init; }
    public AlarmState State { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public string? ClosedBy { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? EndedBy { get; init; }

    /// <summary>How far down the duty list it has come; 0 when nobody was told.</summary>
    public int Step { get; init; }

    /// <summary>Accounts that were told, in their order, one a line; the last is whose turn it is.</summary>
    public string Told { get; init; } = "";

    /// <summary>Since when everybody on the list has been told and nobody acknowledged; null before.</summary>
    public DateTimeOffset? UnansweredAt { get; init; }

    /// <summary>When it is to be looked at again: the next step of the duty list, or its closing. Null for never.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Lines of its history.</summary>
    public int Lines { get; init; }

    /// <summary>Place in the list of what is urgent: <see cref="AlarmRank"/>.</summary>
    public int Rank { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public int Version { get; init; }

    public bool Rings => State == AlarmState.Open && QuietBecause is null;

    /// <summary>It rang and nobody has said that they saw it, though it may be over.</summary>
    public bool WantsAcknowledgement => QuietBecause is null && AcknowledgedAt is null;

    public IReadOnlyList<string> AllParts => Split(Parts);

    public IReadOnlyList<string> AllTold => Split(Told);

    public static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    public static Severity Of(Lane lane) => lane == Lane.Emergency ? Severity.Emergency : Severity.Alarm;

    public static string Join(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string[] Split(string lines) => lines.Length == 0 ? [] : lines.Split('\n');
}
