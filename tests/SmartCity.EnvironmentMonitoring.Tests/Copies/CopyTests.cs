using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Copies;

/// <summary>What a county's node told, imported at the city's node as the link does it.</summary>
public sealed class CopyTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly StationRegistered Registered = new(Hub.Mn, "耒阳市监测站", "22", "430481", 112.85, 26.42, At);

    [Fact]
    public async Task The_city_answers_the_same_questions_from_its_copy_and_names_the_home()
    {
        await using var county = await Hub.StartAsync();
        await county.RegisterAsync();
        Assert.True((await county.Http.PutAsJsonAsync($"/api/environment/v1/stations/{Hub.Mn}/limits/a34004/real-time", new { limit = 75, unit = "µg/m³" })).IsSuccessStatusCode);
        using (var station = await RawStation.CallAsync(county.Port))
            foreach (var (value, second) in new[] { (90, 0), (120, 1), (20, 2) })
            {
                await station.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow().AddSeconds(second), $"a34004-Rtd={value},a34004-Flag=N"));
                Assert.NotNull(await station.ReceiveAsync());
            }
        await using var city = await Hub.StartAsync(id: "430400");
        foreach (var lane in Lanes.All)
            await ImportAsync(city, [.. (await county.Node.Log.ReadAsync(lane, 0, 1000, null, LogScope.All, default)).Events.Where(told => EventTypes.Find(told.Type)!.Travels.HasFlag(Travels.Up))]);

        await Eventually.True("the copies", async () => (await city.Http.GetAsync($"/api/environment/v1/stations/{Hub.Mn}")).IsSuccessStatusCode
            && (await city.ReadingsAsync()).Count == 3 && (await city.GetAsync("/exceedances?open=false")).GetProperty("items").GetArrayLength() == 1);

        Assert.Equal((await county.ReadingsAsync()).Select(reading => reading.GetProperty("values").GetRawText()), (await city.ReadingsAsync()).Select(reading => reading.GetProperty("values").GetRawText()));
        Assert.Equal("430481", (await city.GetAsync($"/stations/{Hub.Mn}/readings")).GetProperty("home").GetString());
        Assert.Equal(120m, (await city.GetAsync("/exceedances")).GetProperty("items")[0].GetProperty("peak").GetDecimal());
        Assert.Single((await city.GetAsync($"/stations/{Hub.Mn}/limits")).GetProperty("items").EnumerateArray());
        var command = await city.Http.PostAsJsonAsync($"/api/environment/v1/stations/{Hub.Mn}/commands", new { command = "read-clock" });
        Assert.Equal((HttpStatusCode.Conflict, true), (command.StatusCode, (await command.Content.ReadAsStringAsync()).Contains("not-home", StringComparison.Ordinal)));
        Assert.Empty((await city.GetAsync("/listener")).GetProperty("unregistered").EnumerateArray());
    }

    [Fact]
    public async Task An_older_event_that_comes_later_changes_nothing_newer_but_completes_what_is_missing()
    {
        await using var city = await Hub.StartAsync(id: "430400");
        await ImportAsync(city, [Envelope(Registered with { Name = "新名" }, 20), Envelope(Reading("a34004", 9), 21)]);
        await Eventually.True("the newer", async () => (await city.Http.GetAsync($"/api/environment/v1/stations/{Hub.Mn}")).IsSuccessStatusCode && (await city.ReadingsAsync()).Count == 1);

        await ImportAsync(city, [Envelope(Registered with { Name = "旧名" }, 10), Envelope(Reading("a34004", 1), 11), Envelope(Reading("a34002", 2), 12) with { Recovered = true }]);

        await Eventually.True("the part that was missing", async () => (await city.ReadingsAsync())[0].GetProperty("values").GetArrayLength() == 2);
        Assert.Equal(9m, (await city.ReadingsAsync())[0].GetProperty("values")[0].GetProperty("value").GetDecimal());
        Assert.Equal("新名", (await city.GetAsync($"/stations/{Hub.Mn}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_air_quality_told_again_replaces_the_copy()
    {
        await using var city = await Hub.StartAsync(id: "430400");
        var told = new AirQualityReported(Hub.Mn, "430481", At, 80, 2, "良", ["PM10"], [], "HJ 633-2026");
        await ImportAsync(city, [Envelope(Registered, 1), Envelope(told, 2)]);
        await Eventually.True("the first", async () => (await city.Http.GetAsync($"/api/environment/v1/stations/{Hub.Mn}")).IsSuccessStatusCode && (await city.GetAsync($"/stations/{Hub.Mn}/aqi")).GetProperty("items").GetArrayLength() == 1);

        await ImportAsync(city, [Envelope(told with { Aqi = 90 }, 3)]);

        await Eventually.True("the second", async () => (await city.GetAsync($"/stations/{Hub.Mn}/aqi")).GetProperty("items")[0].GetProperty("aqi").GetInt32() == 90);
    }

    [Fact]
    public async Task Stations_of_all_homes_are_listed_page_by_page_for_those_who_may_see_them()
    {
        await using var city = await Hub.StartAsync(id: "430400");
        await ImportAsync(city, [.. Enumerable.Range(1, 5).Select(number => Envelope(Registered with { StationId = $"S{number}", Name = $"站{6 - number}", Division = number < 4 ? "430481" : "430421" }, number))]);
        await Eventually.True("all five", async () => (await city.GetAsync("/stations")).GetProperty("items").GetArrayLength() == 5);

        var names = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await city.GetAsync($"/stations?sort=name&limit=2{(next.Length > 0 ? "&after=" + next : "")}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(station => station.GetProperty("name").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        Assert.Equal(["站1", "站2", "站3", "站4", "站5"], names);
        using var leiyang = city.Node.Client(city.Node.Token("environment:read:430481"));
        Assert.Equal(3, (await leiyang.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/environment/v1/stations")).GetProperty("items").GetArrayLength());
    }

    private static ReadingReported Reading(string factor, decimal value) => new(Hub.Mn, "430481", "real-time", At, At, [new FactorReading(factor, value, "µg/m³", true)]);

    private static EventEnvelope Envelope(IEvent happened, long position) =>
        EventLog.Envelope(happened, At) with { Origin = "430481", Epoch = 7, OriginPosition = position, RecordedTime = At };

    private static Task ImportAsync(Hub city, IReadOnlyList<EventEnvelope> events) => city.Node.Store.WriteAsync(Lane.Normal, write =>
    {
        write.Import(events);
        return Task.CompletedTask;
    }, default);
}
