using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Cases;

/// <summary>The reporter's number is personal data: at the home alone, whole only to an audited call.</summary>
public sealed class ReporterTests
{
    private const string Phone = "13873412345";

    [Fact]
    public async Task The_number_is_in_no_event_and_in_no_answer_but_its_own()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync(Report("138 7341-2345"));

        var events = (await county.Log.ReadAsync(Lane.Normal, 0, 100, null, LogScope.All, default)).Events;
        var detail = await county.Http.GetStringAsync($"/api/city-management/v1/cases/{id}");

        Assert.Contains(events, happened => System.Text.Encoding.UTF8.GetString(happened.Data.Span).Contains("李女士", StringComparison.Ordinal));
        Assert.All(events, happened => Assert.DoesNotContain("73412345", System.Text.Encoding.UTF8.GetString(happened.Data.Span)));
        Assert.DoesNotContain(Phone, detail);
        Assert.Contains("138****2345", detail);
        Assert.DoesNotContain("****2345", await county.Http.GetStringAsync("/api/city-management/v1/cases"));
        Assert.Equal(Phone, (await county.Http.GetFromJsonAsync<JsonElement>($"/api/city-management/v1/cases/{id}/reporter")).GetProperty("phone").GetString());
    }

    [Fact]
    public async Task Reading_it_wants_a_right_of_its_own_and_is_audited()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync(Report(Phone));
        using var reader = county.Client(county.Token($"city-management:read:{Sample.County}", "city-management:read-reporter:430421"));

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync($"/api/city-management/v1/cases/{id}/reporter")).StatusCode);
        await county.Http.GetAsync($"/api/city-management/v1/cases/{id}/reporter");

        await Eventually.True("both calls are audited", async () => await AuditedAsync(county) is [403, 200]);
    }

    [Theory]
    [InlineData("五个八")]
    [InlineData("123")]
    [InlineData("1+3873412345")]
    public async Task What_is_no_number_is_named(string phone)
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PostAsJsonAsync("/api/city-management/v1/cases", Report(phone));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("reporterPhone", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_case_without_one_says_so()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await county.Http.GetAsync($"/api/city-management/v1/cases/{id}/reporter")).StatusCode);
    }

    [Theory]
    [InlineData("12345", "*****")]
    [InlineData("07348866123", "073****6123")]
    public void A_masked_number_shows_its_ends_alone(string phone, string masked) => Assert.Equal(masked, new CaseContact { CaseId = "1", Phone = phone }.Masked);

    private static async Task<IReadOnlyList<int>> AuditedAsync(TestNode node)
    {
        var found = new List<int>();
        foreach (var lane in Enum.GetValues<Lane>())
            found.AddRange((await node.Log.ReadAsync(lane, 0, 1000, null, LogScope.All, default)).Events.Select(EventJson.Read)
                .OfType<Contracts.Platform.ActionAudited>().Where(audited => audited.Path.EndsWith("/reporter", StringComparison.Ordinal)).Select(audited => audited.Status));
        return found;
    }

    private static object Report(string phone) => new
    {
        kind = "occurrence", @class = "01", subClass = "002", description = "暴露垃圾", longitude = Sample.InGrid.Longitude, latitude = Sample.InGrid.Latitude,
        reporter = "李女士", reporterPhone = phone,
    };
}
