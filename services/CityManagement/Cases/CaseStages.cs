using System.Text.Json;
using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Cases;

/// <summary>How long a case stood where, read out of its history. Pure.</summary>
internal static class CaseStages
{
    public static IReadOnlyList<StageView> Of(Case it, IReadOnlyList<CaseStepRow> history, WorkingCalendar calendar, DateTimeOffset now)
    {
        var turns = history.Select(line => (To: StateAfter(line.What), line.At)).Where(turn => turn.To is not null).Select(turn => (State: turn.To!.Value, turn.At)).ToList();
        return [.. turns.Select((turn, index) => Stage(it, turn.State, turn.At, index + 1 < turns.Count ? turns[index + 1].At : null, calendar, now))
            .Where(stage => stage.State is not ("closed" or "refused" or "voided"))];
    }

    private static StageView Stage(Case it, CaseState state, DateTimeOffset from, DateTimeOffset? to, WorkingCalendar calendar, DateTimeOffset now)
    {
        var ofLimit = state is CaseState.Dispatched or CaseState.Suspended;
        var unit = ofLimit ? CaseLimits.Unit(it) : WorkingUnit.WorkingHours;
        var amount = calendar.Elapsed(from, to ?? now, unit).Amount;
        return new(CaseRules.Name(state), CaseRules.Chinese(state), from, to, Math.Round(amount, 2), JsonNamingPolicy.CamelCase.ConvertName(unit.ToString()),
            state == CaseState.Dispatched, state == CaseState.Suspended);
    }

    /// <summary>Where a step leads; null for one that leaves the case where it stands.</summary>
    private static CaseState? StateAfter(string what) => what switch
    {
        "case-reported" => CaseState.Reported,
        "case-accepted" => CaseState.Accepted,
        "case-refused" => CaseState.Refused,
        "case-established" or "case-returned" => CaseState.Established,
        "case-dispatched" or "case-resumed" or "case-rework-ordered" => CaseState.Dispatched,
        "case-handled" => CaseState.Handled,
        "case-suspended" => CaseState.Suspended,
        "case-verified" => CaseState.Verified,
        "case-closed" => CaseState.Closed,
        "case-voided" or "case-duplicate-confirmed" => CaseState.Voided,
        _ => null,
    };
}
