using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Opening;

public sealed class ExceedanceTests
{
    [Fact]
    public async Task An_exceedance_opens_a_case_and_gives_it_to_whoever_answers_for_the_grid()
    {
        await using var county = await Sample.StartAsync();
        await county.Log.AppendAsync(Sample.Exceedance("x-1"), default);

        var it = await Eventually.Get<JsonElement?>("a case", async () => (await county.CasesAsync()) is [var one] ? one : null);

        Assert.Equal(("dispatched", "zhang.wei", "exceedance", "x-1"), (it!.Value.GetProperty("state").GetString(), it.Value.GetProperty("responsible").GetProperty("id").GetString(),
            it.Value.GetProperty("source").GetString(), it.Value.GetProperty("sourceId").GetString()));
    }

    [Fact]
    public async Task Outside_every_grid_the_case_is_left_to_the_dispatcher_with_the_reason()
    {
        await using var county = await Sample.StartAsync();
        await county.Log.AppendAsync(Sample.Exceedance("x-1", Sample.Outside), default);

        var it = await Eventually.Get<JsonElement?>("a case", async () => (await county.CasesAsync()) is [var one] ? one : null);

        Assert.Equal("established", it!.Value.GetProperty("state").GetString());
        Assert.Contains("没有责任网格", it.Value.GetProperty("note").GetString());
    }

    [Fact]
    public async Task An_exceedance_told_twice_opens_one_case_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        try
        {
            await using (var county = await Sample.StartAsync(folder: folder))
            {
                await Sample.ImportGridsAsync(county);
                await county.Log.AppendAsync(Sample.Exceedance("x-1"), default);
                await county.Log.AppendAsync(Sample.Exceedance("x-1"), default);
                await Eventually.True("a case", async () => (await county.CasesAsync()).Count > 0);
            }
            await using var again = await Sample.StartAsync(folder: folder);
            // The grids were imported and must still be in force.
            await again.Log.AppendAsync(Sample.Exceedance("x-1"), default);
            await again.Log.AppendAsync(Sample.Exceedance("x-2"), default);
            await Eventually.True("the case of the last exceedance", async () => (await again.CasesAsync()).Any(it => it.GetProperty("sourceId").GetString() == "x-2" && it.GetProperty("state").GetString() == "dispatched"));

            Assert.Equal(2, (await again.CasesAsync()).Count);
            var page = await again.Log.ReadAsync(Lane.Normal, 0, 1000, ["city-management.case-reported.v1"], LogScope.All, default);
            Assert.Equal(2, page.Events.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_exceedance_of_another_home_opens_no_case_here()
    {
        await using var city = await Sample.StartAsync(Sample.City);
        await city.Log.AppendAsync(Sample.Exceedance("x-1"), default);
        await city.Log.AppendAsync(Sample.Exceedance("x-2", division: Sample.City), default);

        await Eventually.True("the case of its own", async () => (await city.CasesAsync()).Count > 0);

        Assert.Equal("x-2", Assert.Single(await city.CasesAsync()).GetProperty("sourceId").GetString());
    }
}
