using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;

namespace SmartCity.CityManagement.Cases;

/// <summary>What each event makes of a case: at its home and in every copy alike.</summary>
internal static class CaseEvolution
{
    public static Case Evolve(Case it, IEnumerable<ICaseStep> happened, string home) => happened.Aggregate(it, (before, one) => Evolve(before, one, home));

    /// <summary>The case after one event. A copy may begin in the middle of a life, when the earlier steps were not shared.</summary>
    public static Case Evolve(Case? before, ICaseStep happened, string home)
    {
        var after = happened is CaseReported reported ? Begin(reported, home) : Change(before ?? Unknown(happened, home), happened);
        return after with { Step = happened.Step, LastStep = StepName(happened), UpdatedAt = happened.At };
    }

    /// <summary>The type's name without area and version: <c>case-dispatched</c>.</summary>
    public static string StepName(ICaseStep happened) => EventTypes.Of(happened.GetType()).Name.Split('.')[1];

    private static Case Change(Case it, ICaseStep happened) => happened switch
    {
        CaseAccepted e => it with { State = CaseState.Accepted, Note = e.Note },
        CaseRefused e => it with { State = CaseState.Refused, Note = e.Reason, PossibleDuplicates = "" },
        CaseEstablished e => it with { State = CaseState.Established, Level = e.Level, Note = e.Note },
        CaseDispatched e => it with
        {
            State = CaseState.Dispatched,
            Responsible = e.Responsible,
            ResponsibleName = e.ResponsibleName,
            ResponsibleKind = e.ResponsibleKind,
            Limit = e.Limit,
            LimitUnit = e.LimitUnit,
            Deadline = e.Deadline,
            RemainingTicks = null,
            Overdue = false,
            Note = e.Note,
        },
        CaseReturned e => it with
        {
            State = CaseState.Established,
            Responsible = null,
            ResponsibleName = null,
            ResponsibleKind = null,
            Deadline = null,
            Overdue = false,
            Returns = it.Returns + 1,
            Note = e.Reason,
        },
        CaseHandled e => it with { State = CaseState.Handled, Result = e.Result, Overdue = !e.InTime },
        CaseSuspended e => it with { State = CaseState.Suspended, Deadline = null, RemainingTicks = e.RemainingTicks, Note = e.Reason },
        CaseResumed e => it with { State = CaseState.Dispatched, Deadline = e.Deadline, RemainingTicks = null, Note = e.Note },
        CasePostponed e => it with { Deadline = e.Deadline, Overdue = false, Postponements = it.Postponements + 1, Note = e.Reason },
        CaseOverdue => it with { Overdue = true },
        CaseVerified e => it with { State = CaseState.Verified, Note = e.Note },
        CaseReworkOrdered e => it with { State = CaseState.Dispatched, Reworks = it.Reworks + 1, Note = e.Reason },
        CaseClosed e => it with { State = CaseState.Closed, Note = e.Note, PossibleDuplicates = "" },
        CaseVoided e => it with { State = CaseState.Voided, Note = e.Reason, PossibleDuplicates = "" },
        CaseUrged e => it with { Urges = it.Urges + 1, Note = e.Message },
        CaseDuplicateProposed e => it with { PossibleDuplicates = string.Join(' ', it.Doubts.Concat(e.Others)) },
        CaseDuplicateConfirmed e => it with { State = CaseState.Voided, DuplicateOf = e.DuplicateOf, PossibleDuplicates = "" },
        CaseDuplicateRejected e => it with { PossibleDuplicates = string.Join(' ', it.Doubts.Where(other => other != e.Other)) },
        _ => it,
    };

    private static Case Begin(CaseReported e, string home) => new()
    {
        Home = home,
        Id = e.CaseId,
        Step = e.Step,
        State = CaseState.Reported,
        Division = e.Division,
        Kind = e.Kind,
        Class = e.Class,
        SubClass = e.SubClass,
        Level = e.Level,
        Description = e.Description,
        Longitude = e.Longitude,
        Latitude = e.Latitude,
        Grid = e.Grid,
        Community = e.Community,
        Component = e.Component,
        Source = e.Source,
        SourceId = e.SourceId,
        Reporter = e.By,
        ReportedAt = e.At,
        LastStep = "",
        UpdatedAt = e.At,
    };

    private static Case Unknown(ICaseStep e, string home) => new()
    {
        Home = home,
        Id = e.CaseId,
        Step = e.Step,
        State = CaseState.Reported,
        Division = e.Division,
        Kind = "",
        Class = "",
        SubClass = "",
        Level = "",
        Description = "",
        Source = "",
        Reporter = "",
        ReportedAt = e.At,
        LastStep = "",
        UpdatedAt = e.At,
    };
}
