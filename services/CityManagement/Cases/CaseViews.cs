using System.Text.Json;
using SmartCity.CityManagement.Requests;
using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Cases;

/// <summary>A case as it is answered.</summary>
internal sealed record CaseView(
    string Id, string Home, bool IsHere, DateTimeOffset AsOf, string State, string StateName, string Division, string Kind, string Class, string SubClass,
    string? ClassName, string Level, string Description, Position? Position, string? Grid, string? Community, string? Component,
    string Source, string? SourceId, string Reporter, DateTimeOffset ReportedAt, Who? Responsible, ClockView Clock, CountsView Counts,
    string? Result, string? Note, string? DuplicateOf, IReadOnlyList<string> PossibleDuplicates, string LastStep, DateTimeOffset UpdatedAt, int Step);

/// <summary>A case with all that is known of it.</summary>
internal sealed record CaseDetail(CaseView Case, IReadOnlyList<NextView> Next, IReadOnlyList<LineView> History, IReadOnlyList<RequestView> Requests);

internal sealed record Who(string Id, string? Name, string? Kind);

/// <summary>The clock of the limit.</summary>
/// <param name="Limit">The limit in words.</param>
/// <param name="Deadline">Due time; null before the dispatch and while suspended.</param>
/// <param name="Remaining">What is left in the unit of the limit.</param>
/// <param name="Unit">That unit.</param>
/// <param name="Running">Whether it runs: dispatched, not suspended, not dealt with. It runs, but does not count, outside working time.</param>
/// <param name="Overdue">Whether the deadline was missed.</param>
internal sealed record ClockView(string? Limit, DateTimeOffset? Deadline, decimal? Remaining, string? Unit, bool Running, bool Overdue);

internal sealed record CountsView(int Urges, int Returns, int Reworks, int Postponements);

/// <summary>Something that can be done now.</summary>
/// <param name="Action">Last part of the route.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Centre">Which axis does it.</param>
/// <param name="Right">The right it needs.</param>
/// <param name="AsRequest">Whether it is asked of another home instead of done here.</param>
internal sealed record NextView(string Action, string Name, string Centre, string Right, bool AsRequest);

internal sealed record LineView(int Step, string What, string Name, string By, DateTimeOffset At, JsonElement Data);

internal sealed record RequestView(string Id, string Action, string Text, string By, DateTimeOffset At, DateTimeOffset ValidUntil, string Outcome, string? Detail, DateTimeOffset? AnsweredAt);
