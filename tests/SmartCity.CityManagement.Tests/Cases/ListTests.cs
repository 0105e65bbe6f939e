using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Cases;

public sealed class ListTests
{
    [Theory]
    [InlineData("newest")]
    [InlineData("oldest")]
    [InlineData("updated")]
    [InlineData("deadline")]
    public async Task Page_after_page_every_case_comes_once_in_order(string sort)
    {
        await using var county = await Sample.StartAsync();
        var ids = new List<string>();
        for (var index = 0; index < 7; index++)
        {
            ids.Add(await county.ReportAsync(Sample.Report((112.851 + index * 0.001, 26.425))));
            await county.MustAsync(ids[^1], "accept");
            await county.MustAsync(ids[^1], "establish");
            await county.MustAsync(ids[^1], "dispatch");
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await county.Http.GetFromJsonAsync<JsonElement>($"/api/city-management/v1/cases?limit=3&sort={sort}&after={after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null && seen.Count < 20);

        Assert.Equal(sort is "newest" or "updated" ? Enumerable.Reverse(ids) : ids, seen);
    }

    [Fact]
    public async Task Filters_leave_out_what_does_not_match()
    {
        await using var county = await Sample.StartAsync();
        var litter = await county.ReportAsync(Sample.Report(description: "学校门口的暴露垃圾"));
        var other = await county.ReportAsync(Sample.Report(Sample.InGridWithoutAnybody, "占道经营 100%_"));
        await county.MustAsync(other, "accept");
        await county.MustAsync(other, "refuse", new { text = "不在范围" });

        Assert.Equal([litter], await IdsAsync(county, "state=reported"));
        Assert.Equal([litter], await IdsAsync(county, "open=true"));
        Assert.Equal([other], await IdsAsync(county, "open=false"));
        Assert.Equal([litter], await IdsAsync(county, "text=学校"));
        Assert.Equal([other], await IdsAsync(county, "text=%25_"));
        Assert.Equal([], await IdsAsync(county, "overdue=true"));
        Assert.Equal([], await IdsAsync(county, "home=430400"));
        Assert.Equal(2, (await IdsAsync(county, "division=430481&home=430481")).Count);
        Assert.Equal([], await IdsAsync(county, "division=430421"));
    }

    [Theory]
    [InlineData("state=lost")]
    [InlineData("state=3")]
    [InlineData("sort=colour")]
    [InlineData("after=nonsense")]
    [InlineData("overdue=maybe")]
    public async Task A_wrong_parameter_is_answered_400(string query)
    {
        await using var county = await Sample.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync("/api/city-management/v1/cases?" + query)).StatusCode);
    }

    [Fact]
    public async Task A_missed_deadline_is_told_once_and_found_by_the_filter()
    {
        using var folder = new TemporaryFolder();
        var limits = folder.Write("limits.csv", "kind,class,subclass,level,stage,amount,unit,note\noccurrence,*,*,*,settle,0.0001,natural-hours,\n");
        await using var county = await Sample.StartAsync(settings: new Dictionary<string, string?> { ["CityManagement:Limits"] = limits });
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "establish");
        await county.MustAsync(id, "dispatch");

        await Eventually.True("the case is overdue", async () => (await county.CaseAsync(id))!.Value.Names("history", "what").Contains("case-overdue"));
        await Task.Delay(300);

        Assert.Single((await county.CaseAsync(id))!.Value.Names("history", "what"), "case-overdue");
        Assert.Equal([id], await IdsAsync(county, "overdue=true"));
        Assert.True((await county.CaseAsync(id))!.Value.GetProperty("case").GetProperty("clock").GetProperty("overdue").GetBoolean());
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestNode node, string query) => [.. (await node.CasesAsync(query)).Select(it => it.GetProperty("id").GetString()!)];
}
