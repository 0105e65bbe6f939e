namespace SmartCity.CityManagement.Cases;

/// <summary>A case 案件 as far as this node knows it: its own, or the copy of one whose home is elsewhere. Replaced, never changed.</summary>
internal sealed record Case
{
    /// <summary>Id of the node that decides about it.</summary>
    public required string Home { get; init; }
    public required string Id { get; init; }

    /// <summary>Number of its last step; the version the database checks.</summary>
    public required int Step { get; init; }
    public required CaseState State { get; init; }
    public required string Division { get; init; }
    public required string Kind { get; init; }
    public required string Class { get; init; }
    public required string SubClass { get; init; }
    public required string Level { get; init; }
    public required string Description { get; init; }

    /// <summary>WGS-84, degrees.</summary>
    public double? Longitude { get; init; }
    public double? Latitude { get; init; }
    public string? Grid { get; init; }
    public string? Community { get; init; }
    public string? Component { get; init; }
    public required string Source { get; init; }
    public string? SourceId { get; init; }
    public required string Reporter { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }

    public string? Responsible { get; init; }
    public string? ResponsibleName { get; init; }
    public string? ResponsibleKind { get; init; }

    /// <summary>The limit in words, and the unit its clock counts in.</summary>
    public string? Limit { get; init; }
    public string? LimitUnit { get; init; }

    /// <summary>Due time; kept for information once the case is dealt with; null while suspended.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What was left of the limit when it was suspended, ticks of the limit's unit.</summary>
    public long? RemainingTicks { get; init; }

    /// <summary>Whether the present deadline was missed and that was told.</summary>
    public bool Overdue { get; init; }
    public int Urges { get; init; }
    public int Returns { get; init; }
    public int Reworks { get; init; }
    public int Postponements { get; init; }
    public string? Result { get; init; }
    public string? Note { get; init; }
    public string? DuplicateOf { get; init; }

    /// <summary>Ids of cases it may be over again, divided by blanks, until an officer has said so or not.</summary>
    public string PossibleDuplicates { get; init; } = "";

    /// <summary>Type of the last step, without area and version.</summary>
    public required string LastStep { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Place of the last step in the home's log; 0 for a case of this node.</summary>
    public long Epoch { get; init; }
    public long Position { get; init; }

    /// <summary>What made it, so that a repeat makes no second one; known at its home only.</summary>
    public string? RequestKey { get; init; }
    public string? RequestHash { get; init; }

    public IReadOnlyList<string> Doubts => PossibleDuplicates.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool IsOver => State is CaseState.Refused or CaseState.Closed or CaseState.Voided;
}

/// <summary>Where a case stands. The names are stored and answered.</summary>
internal enum CaseState : byte
{
    Reported,
    Accepted,
    Refused,
    Established,
    Dispatched,
    Suspended,
    Handled,
    Verified,
    Closed,
    Voided,
}
