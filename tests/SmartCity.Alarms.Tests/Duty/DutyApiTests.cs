using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Duty;

public sealed class DutyApiTests
{
    [Fact]
    public async Task A_list_is_tried_loaded_read_and_removed()
    {
        await using var node = await Sample.StartAsync(duty: null);
        var tried = await PostAsync(node, "division,shift,days,from,to,position,account,name,phone,mail\n430481,白班,daily,08:00,20:00,1,wang,王芳,,\n");
        Assert.True(tried.GetProperty("valid").GetBoolean());
        Assert.NotEqual(0, tried.GetProperty("divisions")[0].GetProperty("gaps").GetArrayLength());
        Assert.Equal(0, (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/duty/list")).GetProperty("items").GetArrayLength());

        await node.PutDutyAsync(Sample.Duty);

        var now = await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/duty");
        Assert.Equal(["wang.fang", "li.lei", "zhao.min"], now[0].GetProperty("persons").EnumerateArray().Select(person => person.Text("account")));
        var csv = await node.Http.GetStringAsync($"{Sample.Route}/duty/list?format=csv");
        Assert.StartsWith("division,shift", csv);
        Assert.True((await PostAsync(node, csv)).GetProperty("valid").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await node.Http.DeleteAsync($"{Sample.Route}/duty/list/430481")).StatusCode);
        Assert.Equal(["alarms.duty-list-imported.v1", "alarms.duty-list-imported.v1"], await node.ToldAsync(Contracts.Lane.Normal));
    }

    [Fact]
    public async Task A_wrong_list_changes_nothing_and_names_line_and_field()
    {
        await using var node = await Sample.StartAsync();

        var answer = await node.Http.PutAsJsonAsync($"{Sample.Route}/duty/list", new { list = Sample.Duty.Replace("24:00,2", "26:00,2") });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("line 3, to", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(3, (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/duty/list")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_list_of_a_division_is_its_own_officers_to_change_and_to_read()
    {
        await using var node = await Sample.StartAsync();
        using var neighbour = node.Client(node.Token("alarms:*:430421"));

        Assert.Equal(HttpStatusCode.Forbidden, (await neighbour.PutAsJsonAsync($"{Sample.Route}/duty/list", new { list = Sample.Duty })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await neighbour.DeleteAsync($"{Sample.Route}/duty/list/430481")).StatusCode);
        Assert.Equal(0, (await neighbour.GetFromJsonAsync<JsonElement>($"{Sample.Route}/duty/list")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await neighbour.GetAsync($"{Sample.Route}/duty?division=430481")).StatusCode);
    }

    [Fact]
    public async Task The_file_of_the_settings_is_loaded_once_and_does_not_undo_what_came_since()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "duty.csv");
            await File.WriteAllTextAsync(file, Sample.Duty);
            var settings = new Dictionary<string, string?> { ["Alarms:DutyList"] = file };
            await using (var node = await Sample.StartAsync(duty: null, settings: settings, folder: folder.FullName))
            {
                Assert.Equal(3, await CountAsync(node));
                await node.PutDutyAsync(string.Join('\n', Sample.Duty.Split('\n').Take(2)));
            }
            await using (var node = await Sample.StartAsync(duty: null, settings: settings, folder: folder.FullName))
                Assert.Equal(1, await CountAsync(node));
            await File.AppendAllTextAsync(file, "\n430481,全天,daily,00:00,24:00,3,sun,孙悦,,");
            await using (var node = await Sample.StartAsync(duty: null, settings: settings, folder: folder.FullName))
                Assert.Equal(4, await CountAsync(node));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> CountAsync(TestNode node) => (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/duty/list")).GetProperty("items").GetArrayLength();

    private static async Task<JsonElement> PostAsync(TestNode node, string list) =>
        await (await node.Http.PostAsJsonAsync($"{Sample.Route}/duty/validate", new { list })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
}
