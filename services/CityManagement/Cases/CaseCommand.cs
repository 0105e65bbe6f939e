using SmartCity.Kernel.Log;

namespace SmartCity.CityManagement.Cases;

/// <summary>Something to be done to a case. Which fields are needed depends on the action.</summary>
internal sealed record CaseCommand(CaseAction Action, string By)
{
    /// <summary>Reason, result, message or remark, as the action has it.</summary>
    public string? Text { get; init; }
    public string? Level { get; init; }
    public string? Responsible { get; init; }
    public string? ResponsibleName { get; init; }
    public string? ResponsibleKind { get; init; }
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Other cases: those proposed, or the one confirmed or rejected.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The request of another node it is done for.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether that request still holds; one of which it cannot be told is not acted on.</summary>
    public ValidityVerdict Validity { get; init; } = ValidityVerdict.Uncertain;
}

/// <summary>A case to be opened.</summary>
internal sealed record CaseOpening(
    string CaseId, string Division, string Kind, string Class, string SubClass, string Level, string Description, string Source, string By)
{
    public double? Longitude { get; init; }
    public double? Latitude { get; init; }
    public string? Grid { get; init; }
    public string? Community { get; init; }
    public string? Component { get; init; }
    public string? SourceId { get; init; }
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public string? RequestKey { get; init; }
    public string? RequestHash { get; init; }

    /// <summary>How the reporter can be reached; kept beside the case, told in no event.</summary>
    public string? Phone { get; init; }

    /// <summary>Done at once after the report, until one is refused: for what needs no officer to take it in.</summary>
    public IReadOnlyList<CaseCommand> AtOnce { get; init; } = [];
}

/// <summary>Why something was not done: a stable name, the words, and the field when the command itself was wrong.</summary>
internal sealed record Refusal(string Name, string Detail, string? Field = null);

/// <summary>What came of a command.</summary>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="State">Where the case stands now; null when there is none.</param>
/// <param name="Step">Its last step.</param>
internal sealed record CaseAnswer(Refusal? Refusal, CaseState? State, int Step)
{
    public bool Done => Refusal is null;
}
