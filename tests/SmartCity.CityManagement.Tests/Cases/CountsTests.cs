using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class CountsTests
{
    private const string Route = "/api/city-management/v1/cases/counts";

    [Fact]
    public async Task Open_cases_are_counted_by_state_and_division_and_those_that_are_over_are_not()
    {
        await using var county = await Sample.StartAsync();
        await county.ReportAsync();
        var accepted = await county.ReportAsync(Sample.Report((112.851, 26.421)));
        var over = await county.ReportAsync(Sample.Report((112.858, 26.428)));
        await county.MustAsync(accepted, "accept");
        await county.MustAsync(accepted, "urge", new { text = "请尽快" });
        await county.MustAsync(over, "refuse", new { text = "不在范围" });

        var counts = await county.Http.GetFromJsonAsync<JsonElement>(Route);

        Assert.Equal((2, 0, 1), (counts.GetProperty("open").GetInt32(), counts.GetProperty("overdue").GetInt32(), counts.GetProperty("urgent").GetInt32()));
        Assert.Equal(["reported", "accepted"], counts.GetProperty("states").EnumerateObject().Select(state => state.Name));
        var division = Assert.Single(counts.GetProperty("divisions").EnumerateArray());
        Assert.Equal(("耒阳市", true, 2), (division.GetProperty("name").GetString(), division.GetProperty("isHere").GetBoolean(), division.GetProperty("open").GetInt32()));
    }

    [Fact]
    public async Task A_missed_deadline_counts_as_overdue_and_as_urgent()
    {
        using var folder = new TemporaryFolder();
        var limits = folder.Write("limits.csv", "kind,class,subclass,level,stage,amount,unit,note\noccurrence,*,*,*,settle,0.0001,natural-hours,\n");
        await using var county = await Sample.StartAsync(settings: new Dictionary<string, string?> { ["CityManagement:Limits"] = limits });
        var id = await county.ReportAsync();
        foreach (var action in new[] { "accept", "establish", "dispatch" })
            await county.MustAsync(id, action);

        await Eventually.True("it is late", async () => (await county.Http.GetFromJsonAsync<JsonElement>(Route)).GetProperty("overdue").GetInt32() == 1);

        Assert.Equal(1, (await county.Http.GetFromJsonAsync<JsonElement>(Route)).GetProperty("urgent").GetInt32());
        Assert.Equal([id], (await county.CasesAsync("urgent=true")).Select(it => it.GetProperty("id").GetString()));
        var clock = (await county.CaseAsync(id))!.Value.GetProperty("case").GetProperty("clock");
        Assert.True(clock.GetProperty("exceeded").GetDecimal() >= 0);
        Assert.Equal(0, clock.GetProperty("remaining").GetDecimal());
    }

    [Fact]
    public async Task Urgent_and_kind_leave_out_what_they_are_not()
    {
        await using var county = await Sample.StartAsync();
        var urged = await county.ReportAsync();
        var calm = await county.ReportAsync(Sample.Report((112.851, 26.421)));
        await county.MustAsync(urged, "urge", new { text = "请尽快" });

        Assert.Equal([urged], (await county.CasesAsync("urgent=true")).Select(it => it.GetProperty("id").GetString()));
        Assert.Equal([calm], (await county.CasesAsync("urgent=false")).Select(it => it.GetProperty("id").GetString()));
        Assert.Equal(2, (await county.CasesAsync("kind=occurrence")).Count);
        Assert.Empty(await county.CasesAsync("kind=component"));
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync("/api/city-management/v1/cases?kind=animal")).StatusCode);
    }

    [Fact]
    public async Task Only_divisions_of_the_caller_are_counted()
    {
        await using var county = await Sample.StartAsync();
        await county.ReportAsync();
        using var stranger = county.Client(county.Token("city-management:read:430421"));
        using var nobody = county.Client(null);

        Assert.Equal(0, (await stranger.GetFromJsonAsync<JsonElement>(Route)).GetProperty("open").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(Route + "?division=" + Sample.County)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(Route)).StatusCode);
    }
}
