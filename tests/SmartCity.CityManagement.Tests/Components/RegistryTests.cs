using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts.CityManagement;

namespace SmartCity.CityManagement.Tests.Components;

public sealed class RegistryTests
{
    private const string Changed = "city-management.component-changed.v1";

    [Fact]
    public async Task Components_are_found_by_division_class_grid_box_state_and_text_page_by_page()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);

        Assert.Equal([Registry.Cover, Registry.Lamp, Registry.Tree], await county.IdsAsync($"division={Sample.County}"));
        Assert.Empty(await county.IdsAsync("division=430421"));
        Assert.Equal([Registry.Tree], await county.IdsAsync("class=04"));
        Assert.Equal([Registry.Lamp], await county.IdsAsync("class=01&subClass=018"));
        Assert.Equal([Registry.Cover, Registry.Lamp], await county.IdsAsync($"grid={Sample.Grid}"));
        Assert.Equal([Registry.Cover], await county.IdsAsync("box=112.85,26.42,112.86,26.43"));
        Assert.Equal([Registry.Lamp], await county.IdsAsync("state=破损"));
        Assert.Equal([Registry.Cover], await county.IdsAsync("text=管网"));
        var first = await county.Http.GetFromJsonAsync<JsonElement>(Registry.Route + "?limit=2");
        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal([Registry.Tree], await county.IdsAsync("limit=2&after=" + first.GetProperty("next").GetString()));
    }

    [Theory]
    [InlineData("state=new", "state")]
    [InlineData("box=1,2,3", "box")]
    [InlineData("box=3,2,1,4", "box")]
    [InlineData("after=x", "after")]
    public async Task A_wrong_filter_is_named(string query, string field)
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.GetAsync($"{Registry.Route}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_change_of_state_is_told_and_the_same_state_again_is_not()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);

        foreach (var state in new[] { "lost", "丢失" })
            Assert.Equal(HttpStatusCode.OK, (await county.Http.PostAsJsonAsync($"{Registry.Route}/{Registry.Cover}/state", new { state, text = "井盖被盗" })).StatusCode);

        var told = Assert.Single(await county.ToldAsync<ComponentChanged>(Changed));
        Assert.Equal((Registry.Cover, Sample.County, "intact", "lost", "井盖被盗", 2, "tester"), (told.ComponentId, told.Division, told.StateBefore, told.State, told.Reason, told.Version, told.By));
        Assert.Equal((0, 0, 3), await county.LoadAsync(Registry.All));
        Assert.Equal("丢失", (await county.ComponentAsync(Registry.Cover)).Text("stateName"));
        Assert.Equal(HttpStatusCode.NotFound, (await county.Http.PostAsJsonAsync($"{Registry.Route}/4304810100200009/state", new { state = "lost" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.PostAsJsonAsync($"{Registry.Route}/{Registry.Cover}/state", new { state = "away" })).StatusCode);
    }

    [Fact]
    public async Task Each_route_wants_its_right_in_the_very_division()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);
        using var reader = county.Client(county.Token($"city-management:read:{Sample.County}", $"city-management:manage-grids:{Sample.County}"));
        using var stranger = county.Client(county.Token("city-management:*:430421"));
        using var keeper = county.Client(county.Token($"city-management:manage-components:{Sample.County}"));
        var state = $"{Registry.Route}/{Registry.Cover}/state";

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"{Registry.Route}/{Registry.Cover}")).StatusCode);
        Assert.Contains("manage-components", await (await reader.PutAsync(Registry.All)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync(state, new { state = "lost" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Registry.Route}/{Registry.Cover}")).StatusCode);
        Assert.DoesNotContain(Registry.Cover, await stranger.GetStringAsync(Registry.Route));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Registry.Route}?division={Sample.County}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PutAsync(Registry.All)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsJsonAsync(state, new { state = "lost" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await keeper.GetAsync(Registry.Route)).StatusCode);
        Assert.Equal("intact", (await county.ComponentAsync(Registry.Cover)).Text("state"));
        Assert.Equal(HttpStatusCode.OK, (await keeper.PostAsJsonAsync(state, new { state = "lost" })).StatusCode);
    }
}
