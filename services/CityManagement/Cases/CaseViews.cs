using System.Text.Json;
using SmartCity.CityManagement.Requests;
using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Cases;

// Answers are public where pages hand them to their parts: parameters of components must be.

/// <summary>A case as it is answered.</summary>
public sealed record CaseView(
    string Id, string Home, bool IsHere, DateTimeOffset AsOf, string State, string StateName, string Division, string Kind, string Class, string SubClass,
    string? ClassName, string Level, string Description, Position? Position, string? Grid, string? Community, string? Component,
    string Source, string? SourceId, string Reporter, DateTimeOffset ReportedAt, Who? Responsible, ClockView Clock, CountsView Counts,
    string? Result, string? Note, string? DuplicateOf, IReadOnlyList<string> PossibleDuplicates, string LastStep, DateTimeOffset UpdatedAt, int Step)
{
    /// <summary>What people call the home, the division and the class above the sub-class.</summary>
    public required string HomeName { get; init; }
    public required string DivisionName { get; init; }
    public string? MainClassName { get; init; }

    /// <summary>Whether it cannot wait: not over, and urged, late or due within <see cref="CaseQuery.Soon"/>.</summary>
    public bool Urgent { get; init; }
}

/// <summary>A case with all that is known of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Next">What can be done to it as it stands.</param>
/// <param name="History">Its steps, the first first.</param>
/// <param name="Requests">What was asked of its home from here.</param>
/// <param name="Stages">How long it stood where; a suspension is one in which the clock stands still.</param>
/// <param name="ReporterPhone">The reporter's number with its middle left out; null where none is kept here.</param>
public sealed record CaseDetail(
    CaseView Case, IReadOnlyList<NextView> Next, IReadOnlyList<LineView> History, IReadOnlyList<RequestView> Requests, IReadOnlyList<StageView> Stages, string? ReporterPhone);

/// <summary>Somebody who answers for a case.</summary>
public sealed record Who(string Id, string? Name, string? Kind);

/// <summary>The clock of the limit.</summary>
/// <param name="Limit">The limit in words.</param>
/// <param name="Deadline">Due time; null before the dispatch and while suspended.</param>
/// <param name="Remaining">What is left in the unit of the limit.</param>
/// <param name="Unit">That unit.</param>
/// <param name="Running">Whether it runs: dispatched, not suspended, not dealt with. It runs, but does not count, outside working time.</param>
/// <param name="Overdue">Whether the deadline was missed.</param>
/// <param name="Exceeded">By how much of the unit it is late now; null when it is not, or no longer runs.</param>
public sealed record ClockView(string? Limit, DateTimeOffset? Deadline, decimal? Remaining, string? Unit, bool Running, bool Overdue, decimal? Exceeded)
{
    /// <summary>Whether it counts at this moment: it runs, and it is working time where the limit is one of working time.</summary>
    public bool Counting { get; init; }
}

/// <summary>How often it was urged, returned, done over, postponed.</summary>
public sealed record CountsView(int Urges, int Returns, int Reworks, int Postponements);

/// <summary>Something that can be done now.</summary>
/// <param name="Action">Last part of the route.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Centre">Which axis does it.</param>
/// <param name="Right">The right it needs.</param>
/// <param name="AsRequest">Whether it is asked of another home instead of done here.</param>
/// <param name="Allowed">Whether the caller holds that right in the case's division.</param>
public sealed record NextView(string Action, string Name, string Centre, string Right, bool AsRequest, bool Allowed);

/// <summary>A step of a case.</summary>
/// <param name="Step">Its number, from 1 without gaps.</param>
/// <param name="What">Type of the event, without area and version.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="By">Who; from another node <c>node/account</c>.</param>
/// <param name="At">When.</param>
/// <param name="Data">The event as it was told.</param>
/// <param name="Node">Where it was done; for what was asked from another node, that node.</param>
/// <param name="NodeName">What people call that node.</param>
public sealed record LineView(int Step, string What, string Name, string By, DateTimeOffset At, JsonElement Data, string Node, string NodeName);

/// <summary>How long a case stood in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null while it does.</param>
/// <param name="Amount">How much working time, or time of the limit's unit while the limit's clock is there.</param>
/// <param name="Unit">The unit of the amount.</param>
/// <param name="Counts">Whether the limit's clock ran.</param>
/// <param name="Stands">Whether the limit's clock stood still: suspended.</param>
public sealed record StageView(string State, string Name, DateTimeOffset From, DateTimeOffset? To, decimal Amount, string Unit, bool Counts, bool Stands);

/// <summary>What was asked of another home, and what came of it: <c>waiting</c>, <c>accepted</c>, <c>refused</c>, <c>expired</c>.</summary>
public sealed record RequestView(string Id, string Action, string Text, string By, DateTimeOffset At, DateTimeOffset ValidUntil, string Outcome, string? Detail, DateTimeOffset? AnsweredAt);
