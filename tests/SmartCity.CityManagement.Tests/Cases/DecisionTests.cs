using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Tests.WorkingTime;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Log;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = Files.Beijing("2026-11-23 10:00");
    private static readonly CaseLimits Limits = new(Files.Calendar2026, LimitFile.Load(Files.Find("limits.csv")));

    // The life cycle once more, written by hand: action, states it may be done in, state it leads to (= stays).
    private static readonly (string Action, string From, string To)[] LifeCycle =
    [
        ("Accept", "Reported", "Accepted"),
        ("Refuse", "Reported Accepted", "Refused"),
        ("Establish", "Accepted", "Established"),
        ("Dispatch", "Established", "Dispatched"),
        ("Return", "Dispatched", "Established"),
        ("Handle", "Dispatched", "Handled"),
        ("Verify", "Handled", "Verified"),
        ("Rework", "Handled", "Dispatched"),
        ("Close", "Verified", "Closed"),
        ("Void", "Reported Accepted Established Dispatched Suspended Handled Verified", "Voided"),
        ("Urge", "Reported Accepted Established Dispatched Suspended Handled Verified", "="),
        ("Suspend", "Dispatched", "Suspended"),
        ("Resume", "Suspended", "Dispatched"),
        ("Postpone", "Dispatched", "="),
        ("ProposeDuplicates", "Reported Accepted Established Dispatched Suspended", "="),
        ("ConfirmDuplicate", "Reported Accepted Established Dispatched Suspended", "Voided"),
        ("RejectDuplicate", "Reported Accepted Established Dispatched Suspended", "="),
        ("MarkOverdue", "Dispatched", "="),
    ];

    public static TheoryData<string, string> EveryPair
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var state in Enum.GetNames<CaseState>())
                foreach (var action in Enum.GetNames<CaseAction>())
                    pairs.Add(state, action);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(EveryPair))]
    public void In_every_state_every_action_leads_where_the_life_cycle_says_or_is_refused_by_name(string state, string action)
    {
        var it = In(Enum.Parse<CaseState>(state));
        var row = Assert.Single(LifeCycle, row => row.Action == action);

        var decision = Decision.On(it, Complete(Enum.Parse<CaseAction>(action)), Now, Limits);

        if (row.From.Split(' ').Contains(state))
        {
            Assert.Null(decision.Refusal);
            var after = CaseEvolution.Evolve(it, decision.Events, it.Home);
            Assert.Equal(row.To == "=" ? state : row.To, after.State.ToString());
            Assert.Equal(it.Step + 1, after.Step);
        }
        else
        {
            Assert.Equal("case-state", decision.Refusal?.Name);
            Assert.Contains(CaseRules.Name(it.State), decision.Refusal!.Detail);
            Assert.Empty(decision.Events);
        }
    }

    [Theory]
    [InlineData("Refuse", "Reported")]
    [InlineData("Return", "Dispatched")]
    [InlineData("Handle", "Dispatched")]
    [InlineData("Rework", "Handled")]
    [InlineData("Void", "Reported")]
    [InlineData("Urge", "Dispatched")]
    [InlineData("Suspend", "Dispatched")]
    [InlineData("Postpone", "Dispatched")]
    public void What_must_be_said_in_words_is_refused_without_them(string action, string state)
    {
        var decision = Decision.On(In(Enum.Parse<CaseState>(state)), Complete(Enum.Parse<CaseAction>(action)) with { Text = " " }, Now, Limits);

        Assert.Equal("text-missing", decision.Refusal?.Name);
        Assert.NotNull(decision.Refusal!.Field);
    }

    [Fact]
    public void A_deadline_can_only_be_moved_to_later()
    {
        var it = In(CaseState.Dispatched);

        var decision = Decision.On(it, Complete(CaseAction.Postpone) with { Deadline = it.Deadline }, Now, Limits);

        Assert.Equal("deadline-not-later", decision.Refusal?.Name);
    }

    [Fact]
    public void A_missed_deadline_is_told_once_and_again_only_for_a_new_one()
    {
        var late = In(CaseState.Dispatched);
        var told = CaseEvolution.Evolve(late, Decision.On(late, Complete(CaseAction.MarkOverdue), Now, Limits).Events, late.Home);
        Assert.Equal("not-overdue", Decision.On(told, Complete(CaseAction.MarkOverdue), Now, Limits).Refusal?.Name);

        var postponed = CaseEvolution.Evolve(told, Decision.On(told, Complete(CaseAction.Postpone), Now, Limits).Events, told.Home);

        Assert.Equal("not-overdue", Decision.On(postponed, Complete(CaseAction.MarkOverdue), Now, Limits).Refusal?.Name);
        Assert.Null(Decision.On(postponed, Complete(CaseAction.MarkOverdue), postponed.Deadline!.Value.AddSeconds(1), Limits).Refusal);
    }

    [Fact]
    public void A_deadline_that_falls_on_this_very_instant_is_not_missed()
    {
        var it = In(CaseState.Dispatched) with { Deadline = Now };

        Assert.Equal("not-overdue", Decision.On(it, Complete(CaseAction.MarkOverdue), Now, Limits).Refusal?.Name);
        Assert.True(Assert.IsType<CaseHandled>(Assert.Single(Decision.On(it, Complete(CaseAction.Handle), Now, Limits).Events)).InTime);
    }

    [Fact]
    public void The_clock_stands_still_while_a_case_is_suspended()
    {
        // Two working hours from 11:00 on a Monday; suspended at 11:30, resumed on Tuesday at 17:00: one and a half hours are left.
        var at = Files.Beijing("2026-11-23 11:00");
        var it = Do(In(CaseState.Established) with { Level = "A" }, CaseAction.Dispatch, at);
        Assert.Equal(Files.Beijing("2026-11-23 16:00"), it.Deadline);

        it = Do(it, CaseAction.Suspend, at.AddMinutes(30));
        Assert.Null(it.Deadline);
        Assert.Equal(1.5m, Limits.Remaining(it, at.AddHours(9)).Amount);

        it = Do(it, CaseAction.Resume, Files.Beijing("2026-11-24 17:00"));
        Assert.Equal(Files.Beijing("2026-11-25 08:30"), it.Deadline);
    }

    [Fact]
    public void A_dispatch_after_a_return_starts_the_clock_anew_and_a_rework_does_not()
    {
        var it = Do(In(CaseState.Established), CaseAction.Dispatch, Now);
        var first = it.Deadline;
        it = Do(Do(it, CaseAction.Handle, Now.AddMinutes(10)), CaseAction.Rework, Now.AddMinutes(20));
        Assert.Equal(first, it.Deadline);

        it = Do(Do(it, CaseAction.Return, Now.AddMinutes(30)), CaseAction.Dispatch, Now.AddMinutes(40));
        Assert.True(it.Deadline > first);
    }

    [Theory]
    [InlineData(ValidityVerdict.Expired, "expired")]
    [InlineData(ValidityVerdict.Uncertain, "validity-uncertain")]
    [InlineData(ValidityVerdict.Holds, null)]
    public void A_request_whose_time_is_over_or_cannot_be_told_is_refused(ValidityVerdict validity, string? refusal)
    {
        var command = Complete(CaseAction.Urge) with { RequestId = "r", Validity = validity };

        Assert.Equal(refusal, Decision.On(In(CaseState.Dispatched), command, Now, Limits).Refusal?.Name);
    }

    [Fact]
    public void Whatever_is_done_to_a_case_its_events_alone_tell_the_same_case()
    {
        var random = new Random(20261123);
        for (var life = 0; life < 300; life++)
        {
            var (it, events) = Decision.Open(Opening, "430481", Now, Limits);
            var told = events.ToList();
            for (var step = 0; step < 30; step++)
            {
                var now = Now.AddMinutes(37 * step);
                var command = Complete((CaseAction)random.Next(Enum.GetValues<CaseAction>().Length)) with { Others = [it.Doubts.FirstOrDefault() ?? "other-" + step], Deadline = now.AddDays(2) };
                var wasOver = it.IsOver;
                var decision = Decision.On(it, command, now, Limits);
                Assert.True(decision.Refusal is null != (decision.Events.Count == 0), "either events or a refusal");
                Assert.False(wasOver && decision.Events.Count > 0, "nothing happens to a case that is over");
                told.AddRange(decision.Events);
                it = CaseEvolution.Evolve(it, decision.Events, "430481");
            }

            Assert.Equal(Enumerable.Range(1, told.Count), told.Select(one => one.Step));
            var copy = told.Aggregate((Case?)null, (before, one) => CaseEvolution.Evolve(before, one, "430481"));
            Assert.Equal(it, copy);
        }
    }

    private static CaseOpening Opening => new("43048120261123E1", "430481", CaseKinds.Occurrence, "01", "002", "A", "暴露垃圾", "handheld", "tester");

    private static Case Do(Case it, CaseAction action, DateTimeOffset at)
    {
        var decision = Decision.On(it, Complete(action), at, Limits);
        Assert.Null(decision.Refusal);
        return CaseEvolution.Evolve(it, decision.Events, it.Home);
    }

    // A case in a state, its deadline passed a minute ago and one duplicate proposed, so that every action has what it needs.
    private static Case In(CaseState state)
    {
        var (it, _) = Decision.Open(Opening, "430481", Now.AddDays(-1), Limits);
        return it with
        {
            State = state,
            Step = 7,
            PossibleDuplicates = "other",
            Deadline = state is CaseState.Dispatched or CaseState.Handled ? Now.AddMinutes(-1) : null,
            LimitUnit = "workingHours",
            RemainingTicks = state == CaseState.Suspended ? TimeSpan.TicksPerHour : null,
        };
    }

    private static CaseCommand Complete(CaseAction action) => new(action, "tester")
    {
        Text = "理由",
        Responsible = "sanitation",
        ResponsibleName = "环卫处",
        Deadline = Now.AddDays(1),
        Others = action == CaseAction.ProposeDuplicates ? ["another"] : ["other"],
    };
}
