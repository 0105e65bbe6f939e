using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.AppHost.Sample;
using SmartCity.CityManagement;
using SmartCity.TestKit;

namespace SmartCity.EndToEnd.Tests.Sample;

public sealed class SampleRegistryTests
{
    [Fact]
    public async Task A_county_starts_with_the_samples_of_its_own_division_each_in_a_grid()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-sample-");
        try
        {
            var city = SampleCity.Generate(SampleCity.DefaultSeed);
            var settings = new SampleFiles(city, folder.FullName).SettingsOf("430481", ["430481"]).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
            await using var county = await TestNode.StartAsync("430481", [new CityManagementModule()], settings);

            var page = await county.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/components?limit=1000");

            var items = page.GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(city.Components.Where(component => component.Division == "430481").Select(component => component.Id).Order(), items.Select(item => item.GetProperty("id").GetString()));
            Assert.All(items, item => Assert.StartsWith("430481", item.GetProperty("grid").GetString()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
