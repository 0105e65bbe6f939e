using System.Text.Json;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Desk;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Desks;

namespace SmartCity.CityManagement.Tests.Desk;

public sealed class WordsTests
{
    [Fact]
    public void Every_state_and_action_has_words_in_both_languages()
    {
        Assert.All(Enum.GetValues<CaseState>().Select(CaseRules.Name), state => Assert.NotEqual(state, CaseWords.State(state).Chinese));
        Assert.All(CaseRules.All.Where(rule => rule.Centre != Centre.Node).Select(rule => CaseRules.Name(rule.Action)), action => Assert.NotEqual(action, CaseWords.Action(action).Chinese));
        Assert.Equal(Enum.GetValues<CaseState>().Select(CaseRules.Name).Where(state => !CaseWords.IsOver(state)).Order(), CaseWords.Open.Order());
    }

    [Fact]
    public void Every_step_that_can_happen_has_a_name()
    {
        var steps = typeof(ICaseStep).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ICaseStep)) && !type.IsInterface)
            .Select(type => EventTypes.Of(type).Name.Split('.')[1]).ToList();

        Assert.Equal(19, steps.Count);
        Assert.All(steps, what => Assert.NotEqual(what, CaseWords.Step(Line(what, "{}")).English));
    }

    [Theory]
    [InlineData(true, false, 0, 2.5, "剩 2.5 工作时", Tone.Good)]
    [InlineData(true, true, 3, 0, "超期 3 工作时", Tone.Alarm)]
    [InlineData(true, false, 0, 0.5, "剩 30 工作分钟", Tone.Good)]
    public void A_running_clock_says_in_words_what_is_left_or_how_late_it_is(bool running, bool overdue, double exceeded, double remaining, string words, Tone tone)
    {
        var said = CaseClock.Say(View("dispatched", new("4 工作时", DateTimeOffset.UnixEpoch, (decimal)remaining, "workingHours", running, overdue, overdue ? (decimal)exceeded : null)));

        Assert.Equal((words, tone), (said.Words.Chinese, said.Tone));
    }

    [Fact]
    public void A_clock_that_stands_says_so()
    {
        Assert.Equal("停表 · 剩 2 工作日", CaseClock.Say(View("suspended", new("5 工作日", null, 2, "workingDays", false, false, null))).Words.Chinese);
        Assert.Equal("未开始计时", CaseClock.Say(View("reported", new(null, null, null, null, false, false, null))).Words.Chinese);
        Assert.Equal("超期处置", CaseClock.Say(View("closed", new("4 工作时", DateTimeOffset.UnixEpoch, null, "workingHours", false, true, null))).Words.Chinese);
    }

    [Fact]
    public void A_step_is_told_in_a_sentence_with_its_evidence()
    {
        var handled = Line("case-handled", """{"result":"已清理","inTime":false,"evidence":["photo:1","photo:2"]}""");

        Assert.Equal("超期；已清理", StepWords.Detail(handled, Language.Chinese));
        Assert.Equal(["photo:1", "photo:2"], StepWords.Evidence(handled));
        Assert.Null(StepWords.Detail(Line("case-closed", "{}"), Language.Chinese));
    }

    [Fact]
    public void Who_asked_from_another_node_is_named_without_that_node()
    {
        var urged = CaseViewing.View(new CaseStepRow { Home = "430481", CaseId = "1", Step = 2, What = "case-urged", By = "430400/li", At = default, Data = """{"requestId":"r-1","message":"快"}""" });
        var own = CaseViewing.View(new CaseStepRow { Home = "430481", CaseId = "1", Step = 2, What = "case-urged", By = "a/b", At = default, Data = """{"requestId":null,"message":"快"}""" });

        Assert.Equal(("衡阳市", "li"), (urged.NodeName, StepWords.Who(urged, Language.Chinese)));
        Assert.Equal(("耒阳市", "a/b"), (own.NodeName, StepWords.Who(own, Language.Chinese)));
    }

    private static LineView Line(string what, string data) => new(1, what, "", "wang", default, JsonDocument.Parse(data).RootElement, "430481", "耒阳市");

    private static CaseView View(string state, ClockView clock) => new(
        "1", "430481", true, default, state, "", "430481", "occurrence", "01", "002", null, "B", "", null, null, null, null, "desk", null, "wang", default, null, clock,
        new(0, 0, 0, 0), null, null, null, [], "", default, 1) { HomeName = "耒阳市", DivisionName = "耒阳市" };
}
