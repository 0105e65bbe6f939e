using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Tests.WorkingTime;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class DetailTests
{
    [Fact]
    public async Task What_can_be_done_says_whether_this_caller_may_do_it()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        using var officer = county.Client(county.Token($"city-management:read:{Sample.County}", $"city-management:urge:{Sample.County}", "city-management:accept:430421"));

        var next = (await officer.GetFromJsonAsync<JsonElement>($"/api/city-management/v1/cases/{id}")).GetProperty("next").EnumerateArray()
            .ToDictionary(one => one.GetProperty("action").GetString()!, one => one.GetProperty("allowed").GetBoolean());

        Assert.Equal(["accept", "refuse", "urge", "void"], next.Keys.Order());
        Assert.Equal(["urge"], next.Where(one => one.Value).Select(one => one.Key));
    }

    [Fact]
    public async Task A_suspension_is_a_stage_in_which_the_clock_stands()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        foreach (var action in new[] { "accept", "establish", "dispatch" })
            await county.MustAsync(id, action);
        await county.MustAsync(id, "suspend", new { text = "等待施工许可" });
        await county.MustAsync(id, "resume");

        var stages = (await county.CaseAsync(id))!.Value.GetProperty("stages").EnumerateArray().ToList();

        Assert.Equal(["reported", "accepted", "established", "dispatched", "suspended", "dispatched"], stages.Select(stage => stage.GetProperty("state").GetString()));
        Assert.Equal([false, false, false, true, false, true], stages.Select(stage => stage.GetProperty("counts").GetBoolean()));
        Assert.True(stages[4].GetProperty("stands").GetBoolean());
        Assert.All(stages.SkipLast(1), stage => Assert.True(stage.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.String));
    }

    [Fact]
    public void Stages_count_working_time_in_the_unit_of_the_limit_and_stop_at_the_close()
    {
        var it = Case(CaseState.Closed);
        CaseStepRow[] history =
        [
            Line(1, "case-reported", "2026-11-23 09:00"), Line(2, "case-accepted", "2026-11-23 09:30"), Line(3, "case-established", "2026-11-23 10:00"),
            Line(4, "case-dispatched", "2026-11-23 11:00"), Line(5, "case-urged", "2026-11-23 15:30"), Line(6, "case-suspended", "2026-11-23 16:00"),
            Line(7, "case-resumed", "2026-11-24 09:00"), Line(8, "case-handled", "2026-11-24 10:00"), Line(9, "case-verified", "2026-11-24 10:30"), Line(10, "case-closed", "2026-11-24 11:00"),
        ];

        var stages = CaseStages.Of(it, history, Files.Calendar2026, Files.Beijing("2026-11-30 10:00"));

        Assert.Equal([("reported", 0.5m), ("accepted", 0.5m), ("established", 1m), ("dispatched", 2m), ("suspended", 3m), ("dispatched", 1m), ("handled", 0.5m), ("verified", 0.5m)],
            stages.Select(stage => (stage.State, stage.Amount)));
        Assert.All(stages, stage => Assert.NotNull(stage.To));
    }

    [Fact]
    public void A_copy_that_began_in_the_middle_has_the_stages_it_was_told()
    {
        var stages = CaseStages.Of(Case(CaseState.Handled), [Line(4, "case-dispatched", "2026-11-23 09:00"), Line(5, "case-handled", "2026-11-23 11:00")], Files.Calendar2026, Files.Beijing("2026-11-23 12:00"));

        Assert.Equal([("dispatched", 2m), ("handled", 1m)], stages.Select(stage => (stage.State, stage.Amount)));
        Assert.Null(stages[^1].To);
    }

    private static Case Case(CaseState state) => new()
    {
        Home = Sample.County, Id = "4304812026112300001", Step = 10, State = state, Division = Sample.County, Kind = "occurrence", Class = "01", SubClass = "002", Level = "B",
        Description = "垃圾", Source = "handheld", Reporter = "wang", ReportedAt = Files.Beijing("2026-11-23 09:00"), LastStep = "", UpdatedAt = Files.Beijing("2026-11-23 09:00"),
        Limit = "4 工作时", LimitUnit = "workingHours",
    };

    private static CaseStepRow Line(int step, string what, string at) =>
        new() { Home = Sample.County, CaseId = "4304812026112300001", Step = step, What = what, By = "wang", At = Files.Beijing(at), Data = "{}" };
}
