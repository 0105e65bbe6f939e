using System.Net;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests.Requests;

/// <summary>Two whole nodes; the log entries go from one to the other by hand, as the link would bring them.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task The_city_keeps_a_copy_of_every_step_and_says_whose_case_it_is()
    {
        await using var county = await Sample.StartAsync();
        await using var city = await Sample.StartAsync(Sample.City);
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        await county.MustAsync(id, "establish");
        await county.MustAsync(id, "dispatch");
        await BringAsync(county, city);
        await Eventually.True("the copy", async () => await city.CaseAsync(id) is { } copy && copy.State() == "dispatched");

        var (own, copied) = ((await county.CaseAsync(id))!.Value, (await city.CaseAsync(id))!.Value);

        Assert.Equal((Sample.County, false), (copied.GetProperty("case").GetProperty("home").GetString(), copied.GetProperty("case").GetProperty("isHere").GetBoolean()));
        Assert.Equal(own.GetProperty("history").GetRawText(), copied.GetProperty("history").GetRawText());
        foreach (var property in new[] { "state", "description", "grid", "reportedAt", "step", "lastStep" })
            Assert.Equal(own.GetProperty("case").GetProperty(property).GetRawText(), copied.GetProperty("case").GetProperty(property).GetRawText());
        Assert.Equal(own.GetProperty("case").GetProperty("responsible").GetRawText(), copied.GetProperty("case").GetProperty("responsible").GetRawText());
        Assert.Equal(own.GetProperty("case").GetProperty("clock").GetProperty("deadline").GetRawText(), copied.GetProperty("case").GetProperty("clock").GetProperty("deadline").GetRawText());
        Assert.Equal(["urge", "void"], copied.Names("next", "action").Order());
        Assert.Single(await city.CasesAsync("home=" + Sample.County));
    }

    [Fact]
    public async Task What_only_the_home_may_do_is_refused_elsewhere_and_the_home_named()
    {
        await using var county = await Sample.StartAsync();
        await using var city = await Sample.StartAsync(Sample.City);
        var id = await county.ReportAsync();
        await BringAsync(county, city);
        await Eventually.True("the copy", async () => await city.CaseAsync(id) is not null);

        var answer = await city.Http.ActAsync(id, "accept");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains($"home at node {Sample.County}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_urge_from_the_city_is_done_by_the_home_once_and_the_city_sees_it()
    {
        await using var county = await Sample.StartAsync();
        await using var city = await Sample.StartAsync(Sample.City);
        var id = await county.ReportAsync();
        await BringAsync(county, city);
        await Eventually.True("the copy", async () => await city.CaseAsync(id) is not null);

        var answer = await city.Http.ActAsync(id, "urge", new { text = "请尽快处置" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["waiting"], (await city.CaseAsync(id))!.Value.Names("requests", "outcome"));
        await BringAsync(city, county);
        await BringAsync(city, county);
        await Eventually.True("the urge is done", async () => (await county.CaseAsync(id))!.Value.Names("history", "what").Contains("case-urged"));
        await BringAsync(county, city);
        await Eventually.True("the city sees it", async () => (await city.CaseAsync(id))!.Value.Names("requests", "outcome") is ["accepted"]);

        Assert.Equal(["case-reported", "case-urged"], (await county.CaseAsync(id))!.Value.Names("history", "what"));
        Assert.Equal("430400/tester", (await county.CaseAsync(id))!.Value.Names("history", "by")[1]);
        Assert.Equal(1, (await city.CaseAsync(id))!.Value.GetProperty("case").GetProperty("counts").GetProperty("urges").GetInt32());
    }

    [Fact]
    public async Task A_request_the_state_does_not_allow_is_refused_by_an_event_and_the_city_sees_why()
    {
        await using var county = await Sample.StartAsync();
        await using var city = await Sample.StartAsync(Sample.City);
        var id = await county.ReportAsync();
        await BringAsync(county, city);
        await Eventually.True("the copy", async () => await city.CaseAsync(id) is not null);
        await city.Http.ActAsync(id, "void", new { text = "重复" });
        await county.MustAsync(id, "refuse", new { text = "不在范围" });

        await BringAsync(city, county);
        await Eventually.True("the refusal", async () => await RefusalAsync(county) is not null);
        await BringAsync(county, city);
        await Eventually.True("the city sees it", async () => (await city.CaseAsync(id))!.Value.Names("requests", "outcome") is ["refused"]);

        Assert.Equal("case-state", (await RefusalAsync(county))!.Refusal);
        Assert.Equal("refused", (await county.CaseAsync(id))!.Value.State());
        Assert.Contains("refused (不予受理)", (await city.CaseAsync(id))!.Value.Names("requests", "detail")[0]);
    }

    [Theory]
    [InlineData(-1, "expired")]
    [InlineData(null, "expired")]
    public async Task A_request_whose_time_is_over_or_unknown_changes_nothing(int? secondsLeft, string refusal)
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();

        await county.Store.WriteAsync(Lane.Normal, write => { write.Import([Asked(id, secondsLeft)]); return Task.CompletedTask; }, default);
        await Eventually.True("the refusal", async () => await RefusalAsync(county) is not null);

        Assert.Equal((refusal, "r-1"), ((await RefusalAsync(county))!.Refusal, (await RefusalAsync(county))!.RequestId));
        Assert.Equal("reported", (await county.CaseAsync(id))!.Value.State());
    }

    [Fact]
    public async Task A_request_received_before_the_node_was_started_anew_is_refused_and_said_to_be_uncertain()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        string id;
        await using (var county = await Sample.StartAsync(folder: folder))
            id = await county.ReportAsync();
        await using (var received = await TestNode.StartAsync(Sample.County, [], folder: folder))
            await ImportAsync(received, Asked(id, 3600));

        await using var again = await Sample.StartAsync(folder: folder);
        await Eventually.True("the refusal", async () => await RefusalAsync(again) is not null);

        Assert.Equal(("validity-uncertain", "reported"), ((await RefusalAsync(again))!.Refusal, (await again.CaseAsync(id))!.Value.State()));
    }

    [Fact]
    public async Task A_request_about_a_case_that_is_not_here_is_refused()
    {
        await using var county = await Sample.StartAsync();

        await county.Store.WriteAsync(Lane.Normal, write => { write.Import([Asked("4304812026112399999", 60)]); return Task.CompletedTask; }, default);
        await Eventually.True("the refusal", async () => await RefusalAsync(county) is not null);

        Assert.Equal("no-such-case", (await RefusalAsync(county))!.Refusal);
    }

    [Fact]
    public async Task An_older_step_that_arrives_late_is_history_and_changes_no_state()
    {
        await using var city = await Sample.StartAsync(Sample.City);
        const string Id = "4304812026112300001";
        var at = new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
        var reported = new CaseReported(Id, Sample.County, 1, "occurrence", "01", "002", "B", "垃圾", null, null, null, null, null, "handheld", null, [], "wang", at);
        var closed = new CaseClosed(Id, Sample.County, 3, null, "wang", at.AddHours(2));
        var verified = new CaseVerified(Id, Sample.County, 2, null, [], "wang", at.AddHours(1));

        await ImportAsync(city, Told(reported, 10), Told(closed, 12), Told(verified, 11));
        await Eventually.True("all three", async () => await city.CaseAsync(Id) is { } it && it.Names("history", "what").Count == 3);

        Assert.Equal("closed", (await city.CaseAsync(Id))!.Value.State());
        Assert.Equal(["case-reported", "case-verified", "case-closed"], (await city.CaseAsync(Id))!.Value.Names("history", "what"));
    }

    [Fact]
    public async Task A_home_that_lost_its_cases_rebuilds_them_from_its_own_events_and_goes_on()
    {
        await using var county = await Sample.StartAsync();
        var id = await county.ReportAsync();
        await county.MustAsync(id, "accept");
        var events = await EventsAsync(county);
        await using var restored = await Sample.StartAsync();

        await ImportAsync(restored, [.. events.Select(envelope => envelope with { Recovered = true })]);
        await Eventually.True("the case", async () => await restored.CaseAsync(id) is { } it && it.State() == "accepted");

        Assert.Equal("established", await restored.MustAsync(id, "establish"));
    }

    [Fact]
    public async Task What_was_done_since_a_restore_stands_against_steps_that_are_taken_back()
    {
        await using var before = await Sample.StartAsync();
        var id = await before.ReportAsync();
        var reported = await EventsAsync(before);
        await before.MustAsync(id, "refuse", new { text = "不在范围" });
        var later = (await EventsAsync(before)).Except(reported).ToList();
        await using var restored = await Sample.StartAsync();
        await ImportAsync(restored, [.. reported.Select(envelope => envelope with { Recovered = true })]);
        await Eventually.True("the case", async () => await restored.CaseAsync(id) is not null);
        await restored.MustAsync(id, "accept");

        await ImportAsync(restored, [.. later.Select(envelope => envelope with { Recovered = true })]);
        var other = Told(new CaseReported("4304211", "430421", 1, "occurrence", "01", "002", "B", "垃圾", null, null, null, null, null, "handheld", null, [], "wang", default), 1) with { Origin = "430421" };
        await ImportAsync(restored, other);
        await Eventually.True("everything before is handled", async () => await restored.CaseAsync("4304211") is not null);

        Assert.Equal(["case-reported", "case-accepted"], (await restored.CaseAsync(id))!.Value.Names("history", "what"));
        Assert.Equal("established", await restored.MustAsync(id, "establish"));
    }

    private static EventEnvelope Asked(string id, int? secondsLeft)
    {
        var now = TimeProvider.System.GetUtcNow();
        return EventLog.Envelope(new CaseVoidRequested("r-1", id, Sample.City, Sample.County, "作废", "li", now), now, Sample.County, secondsLeft is { } left ? now.AddSeconds(left) : null)
            with { Origin = Sample.City, Epoch = 7, OriginPosition = 99, RecordedTime = now };
    }

    private static EventEnvelope Told(ICaseStep happened, long position) =>
        EventLog.Envelope(happened, happened.At) with { Origin = Sample.County, Epoch = 7, OriginPosition = position, RecordedTime = happened.At };

    private static Task ImportAsync(TestNode node, params EventEnvelope[] events) =>
        node.Store.WriteAsync(Lane.Normal, write => { write.Import(events); return Task.CompletedTask; }, default);

    private static async Task<IReadOnlyList<EventEnvelope>> EventsAsync(TestNode node) =>
        [.. (await node.Log.ReadAsync(Lane.Normal, 0, 1000, null, LogScope.All, default)).Events.Where(envelope => envelope.Type.StartsWith("city-management.", StringComparison.Ordinal))];

    private static async Task BringAsync(TestNode from, TestNode to) =>
        await ImportAsync(to, [.. (await EventsAsync(from)).Where(envelope => envelope.Origin == from.Id)]);

    private static async Task<CaseRequestRefused?> RefusalAsync(TestNode node) =>
        (await EventsAsync(node)).Where(envelope => envelope.Type == "city-management.case-request-refused.v1").Select(EventJson.Read).OfType<CaseRequestRefused>().SingleOrDefault();
}
