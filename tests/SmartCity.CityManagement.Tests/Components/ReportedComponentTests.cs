using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Components;

public sealed class ReportedComponentTests
{
    [Fact]
    public async Task A_report_that_names_a_component_takes_its_place_grid_and_class()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);

        var id = await county.ReportAsync(new { kind = "component", description = "路灯不亮", component = Registry.Lamp });

        var it = (await county.CaseAsync(id))!.Value.GetProperty("case");
        Assert.Equal(("01", "018", Sample.Grid), (it.GetProperty("class").GetString(), it.GetProperty("subClass").GetString(), it.GetProperty("grid").GetString()));
        Assert.Equal(112.865, it.GetProperty("position").GetProperty("longitude").GetDouble());
        Assert.Equal([id], (await county.ComponentAsync(Registry.Lamp)).GetProperty("openCases").EnumerateArray().Select(open => open.GetProperty("id").GetString()!));
        await county.MustAsync(id, "void", new { text = "误报" });
        Assert.Empty((await county.ComponentAsync(Registry.Lamp)).GetProperty("openCases").EnumerateArray());
    }

    [Fact]
    public async Task What_the_report_says_itself_stays()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);

        var id = await county.ReportAsync(new { kind = "component", @class = "01", subClass = "017", description = "灯杆歪", component = Registry.Lamp, longitude = 112.855, latitude = 26.425 });

        var it = (await county.CaseAsync(id))!.Value.GetProperty("case");
        Assert.Equal(("017", 112.855), (it.GetProperty("subClass").GetString(), it.GetProperty("position").GetProperty("longitude").GetDouble()));
    }

    [Fact]
    public async Task An_unknown_component_is_refused_once_the_registry_is_loaded_and_kept_before()
    {
        await using var county = await Sample.StartAsync();
        var report = new { kind = "component", @class = "01", subClass = "002", description = "井盖缺失", component = "4304810100200777", longitude = 112.855, latitude = 26.425 };

        var kept = await county.ReportAsync(report);
        await county.LoadAsync(Registry.All);
        var answer = await county.Http.PostAsJsonAsync("/api/city-management/v1/cases", report);

        Assert.Equal("4304810100200777", (await county.CaseAsync(kept))!.Value.GetProperty("case").GetProperty("component").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("has no 4304810100200777", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("component")[0].GetString());
        Assert.Single(await county.CasesAsync());
    }

    [Fact]
    public async Task Without_a_registry_a_component_report_must_bring_class_and_place_itself()
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "component", component = Registry.Lamp });

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["class", "description", "division"], errors);
    }

    [Fact]
    public async Task Nobody_learns_a_components_place_by_reporting_it_without_the_right_there()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);
        using var stranger = county.Client(county.Token("city-management:report:430421"));

        var answer = await stranger.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "component", description = "灯不亮", component = Registry.Lamp });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gives_the_same_case_though_the_registry_has_changed()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);
        var first = await ReportAsync(county);
        await county.LoadAsync(Registry.Csv(Registry.LampLine.Replace("112.865", "112.8651", StringComparison.Ordinal)));

        Assert.Equal(first, await ReportAsync(county));
        Assert.Single(await county.CasesAsync());
    }

    private static async Task<string> ReportAsync(TestNode county)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/city-management/v1/cases") { Content = JsonContent.Create(new { kind = "component", description = "灯不亮", component = Registry.Lamp }) };
        request.Headers.Add("Idempotency-Key", "key-1");
        var answer = await county.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
