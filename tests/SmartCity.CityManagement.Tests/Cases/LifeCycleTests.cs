using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class LifeCycleTests
{
    [Fact]
    public async Task A_case_reported_from_a_handheld_goes_through_both_centres_to_its_close()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();

        Assert.Equal("accepted", await county.MustAsync(id, "accept"));
        Assert.Equal("established", await county.MustAsync(id, "establish"));
        Assert.Equal("dispatched", await county.MustAsync(id, "dispatch"));
        Assert.Equal("established", await county.MustAsync(id, "return", new { text = "不属于本网格职责" }));
        Assert.Equal("dispatched", await county.MustAsync(id, "dispatch", new { responsible = "sanitation", responsibleName = "环卫处" }));
        Assert.Equal("handled", await county.MustAsync(id, "handle", new { text = "已清理", evidence = new[] { "photo:1" } }));
        Assert.Equal("dispatched", await county.MustAsync(id, "rework", new { text = "仍有残留" }));
        Assert.Equal("handled", await county.MustAsync(id, "handle", new { text = "已彻底清理" }));
        Assert.Equal("verified", await county.MustAsync(id, "verify"));
        Assert.Equal("closed", await county.MustAsync(id, "close"));

        var it = (await county.CaseAsync(id))!.Value;
        Assert.Equal(["case-reported", "case-accepted", "case-established", "case-dispatched", "case-returned", "case-dispatched", "case-handled", "case-rework-ordered", "case-handled", "case-verified", "case-closed"],
            it.Names("history", "what"));
        Assert.Empty(it.GetProperty("next").EnumerateArray());
        Assert.Equal("已彻底清理", it.GetProperty("case").GetProperty("result").GetString());
    }

    [Fact]
    public async Task Every_step_is_an_event_of_the_log_in_order()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "void", new { text = "误报" });

        var page = await county.Log.ReadAsync(Lane.Normal, 0, 100, null, LogScope.All, default);

        Assert.Equal(["city-management.case-reported.v1", "city-management.case-accepted.v1", "city-management.case-voided.v1"],
            page.Events.Where(envelope => envelope.Subject == "cases/" + id).Select(envelope => envelope.Type));
    }

    [Fact]
    public async Task A_dispatch_without_a_name_goes_to_whoever_answers_for_the_grid_and_starts_the_clock()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "establish");
        await county.MustAsync(id, "dispatch");

        var it = (await county.CaseAsync(id))!.Value.GetProperty("case");

        Assert.Equal(Sample.Grid, it.GetProperty("grid").GetString());
        Assert.Equal("张伟", it.GetProperty("responsible").GetProperty("name").GetString());
        Assert.Equal(("2 工作时", 2m, true, false), (it.GetProperty("clock").GetProperty("limit").GetString(), it.GetProperty("clock").GetProperty("remaining").GetDecimal(),
            it.GetProperty("clock").GetProperty("running").GetBoolean(), it.GetProperty("clock").GetProperty("overdue").GetBoolean()));
    }

    [Fact]
    public async Task A_dispatch_where_nobody_answers_names_the_field_that_is_missing()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync(Sample.Report(Sample.InGridWithoutAnybody));
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "establish");

        var answer = await county.Http.ActAsync(id, "dispatch");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(Sample.GridWithoutAnybody, problem.GetProperty("errors").GetProperty("responsible")[0].GetString());
    }

    [Fact]
    public async Task Of_two_dispatches_at_the_same_time_one_wins_and_the_other_is_told_the_state()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "establish");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => county.Http.ActAsync(id, "dispatch", new { responsible = "unit-" + index })));

        var won = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var lost = answers.Where(answer => answer != won).ToList();
        Assert.All(lost, answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        var problem = await lost[0].Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:smart-hengyang:problem:case-state", problem.GetProperty("type").GetString());
        Assert.Contains("dispatched (处置中)", problem.GetProperty("detail").GetString());
        Assert.Single((await county.CaseAsync(id))!.Value.Names("history", "what"), "case-dispatched");
    }
}
