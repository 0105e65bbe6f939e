using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmartCity.CityManagement.Tests.WorkingTime;

public sealed class CalendarEndpointTests
{
    [Fact]
    public async Task A_year_shows_holidays_make_up_days_and_hours()
    {
        await using var county = await Sample.StartAsync();

        var year = await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/calendar?year=2026");
        var days = year.GetProperty("days").EnumerateArray().ToDictionary(day => day.GetProperty("date").GetString()!);

        Assert.Equal((365, true), (days.Count, year.GetProperty("covered").GetBoolean()));
        Assert.Equal(("holiday", "国庆节"), Said(days["2026-10-01"]));
        Assert.Equal(("makeUp", "国庆节"), Said(days["2026-10-10"]));
        Assert.Equal(("free", null), Said(days["2026-11-22"]));
        Assert.Equal(("working", null), Said(days["2026-11-23"]));
        Assert.Equal(["08:00-12:00", "15:00-18:00"], days["2026-11-23"].GetProperty("hours").EnumerateArray().Select(span => span.GetString()));
    }

    [Fact]
    public async Task A_year_without_published_holidays_says_so_and_a_year_that_is_none_is_refused()
    {
        await using var county = await Sample.StartAsync();

        Assert.False((await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/calendar?year=2031")).GetProperty("covered").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync("/api/city-management/v1/calendar?year=1999")).StatusCode);
    }

    [Fact]
    public async Task Limits_are_listed_with_the_names_of_their_classes()
    {
        await using var county = await Sample.StartAsync();
        using var nobody = county.Client(null);

        var limits = await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/limits");

        Assert.Contains(limits.EnumerateArray(), limit => limit.TryGetProperty("className", out var name) && name.GetString() == "暴露垃圾" && limit.GetProperty("limit").GetString() == "4 工作时");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/city-management/v1/limits")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/city-management/v1/calendar")).StatusCode);
    }

    private static (string?, string?) Said(JsonElement day) =>
        (day.GetProperty("kind").GetString(), day.TryGetProperty("name", out var name) ? name.GetString() : null);
}
