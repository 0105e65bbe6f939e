using SmartCity.Contracts.CityManagement;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Kernel.Log;

namespace SmartCity.CityManagement.Cases;

/// <summary>What follows from a command: events, or a refusal.</summary>
internal sealed record Decision(IReadOnlyList<ICaseStep> Events, Refusal? Refusal)
{
    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    /// <summary>A case is reported, and what can be done at once is.</summary>
    public static (Case After, IReadOnlyList<ICaseStep> Events) Open(CaseOpening opening, string home, DateTimeOffset now, CaseLimits limits)
    {
        var events = new List<ICaseStep>
        {
            new CaseReported(opening.CaseId, opening.Division, 1, opening.Kind, opening.Class, opening.SubClass, opening.Level, opening.Description,
                opening.Longitude, opening.Latitude, opening.Grid, opening.Community, opening.Component, opening.Source, opening.SourceId, opening.Evidence, opening.By, now),
        };
        var it = CaseEvolution.Evolve(null, events[0], home) with { RequestKey = opening.RequestKey, RequestHash = opening.RequestHash };
        foreach (var command in opening.AtOnce)
        {
            var next = On(it, command, now, limits);
            if (next.Refusal is not null)
                break;
            events.AddRange(next.Events);
            it = CaseEvolution.Evolve(it, next.Events, home);
        }
        return (it, events);
    }

    /// <summary>Decides about one command. The same case, command and time always give the same answer.</summary>
    public static Decision On(Case it, CaseCommand command, DateTimeOffset now, CaseLimits limits)
    {
        if (command.RequestId is not null && command.Validity != ValidityVerdict.Holds)
            return command.Validity == ValidityVerdict.Expired
                ? new Refusal("expired", "The time for which the request held, counted here from its receipt, has run out, or it names none. Ask again if it is still wanted.")
                : new Refusal("validity-uncertain", "This node was started anew after it received the request and cannot tell whether it still holds. Ask again if it is still wanted.");
        var rule = CaseRules.Of(command.Action);
        return rule.From.Contains(it.State) ? Allowed(it, command, now, limits) : NotNow(it, rule);
    }

    private static Decision Allowed(Case it, CaseCommand command, DateTimeOffset now, CaseLimits limits)
    {
        var (id, division, step, by) = (it.Id, it.Division, it.Step + 1, command.By);
        return command.Action switch
        {
            CaseAction.Accept => One(new CaseAccepted(id, division, step, command.Text, by, now)),
            CaseAction.Refuse => WithText(command, "reason", text => new CaseRefused(id, division, step, text, by, now)),
            CaseAction.Establish => One(new CaseEstablished(id, division, step, command.Level ?? it.Level, command.Text, by, now)),
            CaseAction.Dispatch => Dispatch(it, command, now, limits),
            CaseAction.Return => WithText(command, "reason", text => new CaseReturned(id, division, step, text, by, now)),
            CaseAction.Handle => WithText(command, "result", text => new CaseHandled(id, division, step, text, command.Evidence, !IsLate(it, now), by, now)),
            CaseAction.Verify => One(new CaseVerified(id, division, step, command.Text, command.Evidence, by, now)),
            CaseAction.Rework => WithText(command, "reason", text => new CaseReworkOrdered(id, division, step, text, command.Evidence, by, now)),
            CaseAction.Close => One(new CaseClosed(id, division, step, command.Text, by, now)),
            CaseAction.Void => WithText(command, "reason", text => new CaseVoided(id, division, step, text, command.RequestId, by, now)),
            CaseAction.Urge => WithText(command, "message", text => new CaseUrged(id, division, step, text, command.RequestId, by, now)),
            CaseAction.Suspend => WithText(command, "reason", text => new CaseSuspended(id, division, step, text, limits.Remaining(it, now).Ticks, by, now)),
            CaseAction.Resume => One(new CaseResumed(id, division, step, limits.Deadline(now, limits.Remaining(it, now)), command.Text, by, now)),
            CaseAction.Postpone => Postpone(it, command, now),
            CaseAction.ProposeDuplicates => Propose(it, command, now),
            CaseAction.ConfirmDuplicate => Doubt(it, command, other => new CaseDuplicateConfirmed(id, division, step, other, by, now)),
            CaseAction.RejectDuplicate => Doubt(it, command, other => new CaseDuplicateRejected(id, division, step, other, by, now)),
            CaseAction.MarkOverdue => !it.Overdue && IsLate(it, now)
                ? One(new CaseOverdue(id, division, step, it.Deadline!.Value, by, now))
                : new Refusal("not-overdue", "The deadline has not passed, or its passing was told."),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Action, "Expected an action of the table of rules."),
        };
    }

    private static Decision Dispatch(Case it, CaseCommand command, DateTimeOffset now, CaseLimits limits)
    {
        if (string.IsNullOrWhiteSpace(command.Responsible))
            return new Refusal("nobody-responsible", it.Grid is null
                ? "expected the id of a person or department: no responsibility grid covers the place."
                : $"expected the id of a person or department: grid {it.Grid} has nobody responsible.", "responsible");
        var limit = limits.Of(it);
        var unit = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(limit.Unit.ToString());
        return One(new CaseDispatched(it.Id, it.Division, it.Step + 1, command.Responsible, command.ResponsibleName ?? command.Responsible,
            command.ResponsibleKind ?? "department", limit.ToString(), unit, limit.Amount, limits.Deadline(now, limit), command.Text, command.By, now));
    }

    private static Decision Postpone(Case it, CaseCommand command, DateTimeOffset now)
    {
        if (command.Deadline is not { } deadline || deadline <= now || deadline <= it.Deadline)
            return new Refusal("deadline-not-later", $"expected a time later than the present deadline {it.Deadline:O} and than now.", "deadline");
        return WithText(command, "reason", text => new CasePostponed(it.Id, it.Division, it.Step + 1, deadline.ToUniversalTime(), text, command.By, now));
    }

    private static Decision Propose(Case it, CaseCommand command, DateTimeOffset now)
    {
        var others = command.Others.Where(other => other != it.Id && !it.Doubts.Contains(other)).Distinct().ToList();
        return others.Count == 0
            ? new Refusal("nothing-new", "Those cases are proposed already.")
            : One(new CaseDuplicateProposed(it.Id, it.Division, it.Step + 1, others, command.By, now));
    }

    private static Decision Doubt(Case it, CaseCommand command, Func<string, ICaseStep> happened) =>
        command.Others is [var other] && it.Doubts.Contains(other)
            ? One(happened(other))
            : new Refusal("no-such-duplicate", it.Doubts.Count == 0 ? "no duplicates are proposed for this case." : $"expected one of {string.Join(", ", it.Doubts)}.", "other");

    private static bool IsLate(Case it, DateTimeOffset now) => it.Deadline is { } deadline && now > deadline;

    private static Decision One(ICaseStep happened) => new([happened], null);

    private static Decision WithText(CaseCommand command, string field, Func<string, ICaseStep> happened) =>
        string.IsNullOrWhiteSpace(command.Text) ? new Refusal("text-missing", "expected a text that says so in words.", field) : One(happened(command.Text));

    private static Refusal NotNow(Case it, CaseRule rule)
    {
        var next = string.Join(", ", CaseRules.Next(it).Select(allowed => CaseRules.Name(allowed.Action)));
        return new Refusal("case-state",
            $"Case {it.Id} is {CaseRules.Name(it.State)} ({CaseRules.Chinese(it.State)}) since {it.UpdatedAt:O}; {CaseRules.Name(rule.Action)} is possible when it is "
            + $"{string.Join(" or ", rule.From.Select(CaseRules.Name))}. {(next.Length == 0 ? "Nothing more can be done to it." : $"Possible now: {next}.")}");
    }
}
