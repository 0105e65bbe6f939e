using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.CityManagement.Components;
using SmartCity.Contracts.CityManagement;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Components;

public sealed class ImportTests
{
    private const string Imported = "city-management.components-imported.v1";

    [Fact]
    public async Task An_import_finds_grids_on_the_map_and_is_told_with_its_counts()
    {
        await using var county = await Sample.StartAsync();

        Assert.Equal((3, 0, 0), await county.LoadAsync(Registry.All));

        Assert.Equal(Sample.Grid, (await county.ComponentAsync(Registry.Cover)).Text("grid"));
        Assert.Equal(Sample.Grid, (await county.ComponentAsync(Registry.Lamp)).Text("grid"));
        Assert.False((await county.ComponentAsync(Registry.Tree)).GetProperty("component").TryGetProperty("grid", out _));
        var told = Assert.Single(await county.ToldAsync<ComponentsImported>(Imported));
        Assert.Equal((Sample.County, 3, 0, 0, "tester"), (told.Division, told.AddedCount, told.ChangedCount, told.UnchangedCount, told.By));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_changed_row_changes_that_row()
    {
        await using var county = await Sample.StartAsync();
        await county.LoadAsync(Registry.All);

        Assert.Equal((0, 0, 3), await county.LoadAsync(Registry.All));
        Assert.Single(await county.ToldAsync<ComponentsImported>(Imported));
        Assert.Equal((0, 1, 0), await county.LoadAsync(Registry.Csv(Registry.CoverLine.Replace("管网维护队", "二队", StringComparison.Ordinal))));

        var cover = await county.ComponentAsync(Registry.Cover);
        Assert.Equal(("二队", 2), (cover.Text("maintainer"), cover.GetProperty("component").GetProperty("version").GetInt32()));
        Assert.Equal(1, (await county.ComponentAsync(Registry.Tree)).GetProperty("component").GetProperty("version").GetInt32());
        Assert.Equal((0, 1), (await county.ToldAsync<ComponentsImported>(Imported)).Select(told => (told.AddedCount, told.ChangedCount)).Last());
    }

    [Fact]
    public async Task Every_mistake_is_named_and_nothing_of_the_file_is_loaded()
    {
        await using var county = await Sample.StartAsync();

        var answer = await county.Http.PutAsync(Registry.Csv(Registry.CoverLine, "12,,112,26,,A,完好,,,,2024-05-31,", "4304210100200001,盖,x,26,,A,完好,,,,2024-05-31,"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["components, line 4, id", "components, line 4, name", "components, line 5, id", "components, line 5, longitude"], errors);
        Assert.Empty(await county.IdsAsync());
        Assert.Empty(await county.ToldAsync<ComponentsImported>(Imported));
    }

    [Fact]
    public async Task A_file_of_several_batches_is_loaded_whole_and_told_once()
    {
        await using var county = await Sample.StartAsync();
        var lines = Enumerable.Range(1, 1201).Select(number => $"43048101002{number:D5},盖{number},112.855,26.425,,A,完好,,,,2024-05-31,").ToArray();

        Assert.Equal((1201, 0, 0), await county.LoadAsync(Registry.Csv(lines)));

        Assert.Single(await county.ToldAsync<ComponentsImported>(Imported));
        Assert.Equal(1000, (await county.IdsAsync("limit=1000")).Count);
        Assert.Equal((0, 0, 1201), await county.LoadAsync(Registry.Csv(lines)));
    }

    [Fact]
    public async Task An_import_that_was_broken_off_is_finished_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        try
        {
            await using (var county = await Sample.StartAsync(folder: folder))
            {
                // What is there when the process dies after the file was accepted and before the first batch was in.
                await using var db = await county.Services.GetRequiredService<IDbContextFactory<CityManagementDbContext>>().CreateDbContextAsync();
                db.Add(new ComponentImport { Id = "broken-off", By = "zhang.wei", At = DateTimeOffset.UnixEpoch, Hash = "", Content = Registry.All });
                await db.SaveChangesAsync();
            }

            await using var again = await Sample.StartAsync(folder: folder);

            Assert.Equal(3, (await again.IdsAsync()).Count);
            Assert.Equal("zhang.wei", Assert.Single(await again.ToldAsync<ComponentsImported>(Imported)).By);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_file_of_the_settings_is_loaded_at_the_start_and_again_only_when_it_changes()
    {
        using var files = new TemporaryFolder();
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        try
        {
            var settings = new Dictionary<string, string?> { ["CityManagement:Components"] = files.Write("components.csv", Registry.All) };
            await using (var county = await Sample.StartAsync(folder: folder, settings: settings))
            {
                Assert.Equal(3, (await county.IdsAsync()).Count);
                await county.LoadAsync(Registry.Csv(Registry.TreeLine.Replace("园林处", "林业局", StringComparison.Ordinal)));
            }
            await using (var county = await Sample.StartAsync(folder: folder, settings: settings))
                Assert.Equal("林业局", (await county.ComponentAsync(Registry.Tree)).Text("owner"));

            files.Write("components.csv", Registry.Csv(Registry.TreeLine.Replace("园林处", "公园", StringComparison.Ordinal)));
            await using (var county = await Sample.StartAsync(folder: folder, settings: settings))
            {
                Assert.Equal("公园", (await county.ComponentAsync(Registry.Tree)).Text("owner"));
                Assert.Equal(["settings", "tester", "settings"], (await county.ToldAsync<ComponentsImported>(Imported)).Select(told => told.By));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_mistake_in_the_file_of_the_settings_stops_the_start_and_is_named()
    {
        using var files = new TemporaryFolder();
        var settings = new Dictionary<string, string?> { ["CityManagement:Components"] = files.Write("components.csv", Registry.Csv("12,盖,112,26,,A,完好,,,,2024-05-31,")) };

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => Sample.StartAsync(Sample.City, settings: settings));

        Assert.Contains("components, line 3, id", Assert.Single(wrong.Failures));
    }
}
