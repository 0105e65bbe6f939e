using System.Globalization;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Running;
using SmartCity.AppHost.Topology;

namespace SmartCity.AppHost.Scenarios;

/// <summary>What a scenario was asked to do.</summary>
/// <param name="Name">Which.</param>
/// <param name="Report">Where the report goes; null for none.</param>
/// <param name="Resume">There must be an interrupted run to go on with.</param>
/// <param name="LoadPerSecond">Events per second and lane.</param>
/// <param name="DarkSeconds">How long the line is cut.</param>
internal sealed record ScenarioOptions(string Name, string? Report, bool Resume, int LoadPerSecond, int DarkSeconds);

/// <summary>Runs one story on a city of its own, recounts, reports.</summary>
internal static class RunScenario
{
    private const string ExceedanceName = "exceedance";
    private const string OutageName = "outage";

    // While the usual city is running its ports are taken; a scenario moves aside by itself.
    private static readonly int[] Offsets = [0, 2000, 4000, 6000];

    public static IReadOnlyList<string> Names { get; } = [ExceedanceName, OutageName];

    public static async Task<int> RunAsync(ScenarioOptions scenario, HostOptions options, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var timeline = new Timeline(clock);
        var state = new ScenarioState(options.Data);
        if (scenario.Resume && (options.Fresh || !state.IsInterrupted))
            throw new HostFailure($"There is no interrupted run of {scenario.Name} in {Path.GetFullPath(options.Data)} to go on with. Start without --resume.", HostFailure.WrongOption);
        var county = options.Counties.Count > 0 ? options.Counties[0] : throw new HostFailure("A scenario needs a county; name one with --counties.", HostFailure.WrongOption);
        var resumed = !options.Fresh && state.IsInterrupted;
        await using var city = await EmbeddedCity.StartAsync(MovedAside(options), scenario.Name == OutageName ? county : null, RunCity.Teller(clock), clock, cancellation);
        state.Begin();
        timeline.Add(city.Plan.City.Id, resumed ? "a run that was interrupted goes on, on the same data" : city.IsNew ? "city and counties are ready, on new data" : "city and counties are ready, on the data of earlier runs", "http");
        var report = await TellAsync(new(city, timeline, scenario, clock), county, cancellation);
        Print(report);
        if (scenario.Report is not null)
            await WriteAsync(scenario.Report, report, cancellation);
        state.End();
        return report.Passed ? 0 : 1;
    }

    private static async Task<ScenarioReport> TellAsync(Story story, string county, CancellationToken cancellation)
    {
        var watch = new ArrivalWatch(story.City.Plan.City.Database!, story.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = watch.RunAsync(stop.Token);
        var outage = story.Options.Name == OutageName ? new Outage(story, county, Guid.CreateVersion7(story.Clock.GetUtcNow()).ToString("N")[..12]) : null;
        try
        {
            await (outage is null ? new Exceedance(story, county).RunAsync(cancellation) : outage.RunAsync(cancellation));
        }
        catch (StoryBroken)
        {
            // The step stands in the timeline as failed; the recount still tells what became of the events.
        }
        catch (Exception failure) when (failure is ApiFailure or HttpRequestException)
        {
            story.Timeline.Add(county, failure.Message, "http", ok: false);
        }
        story.City.Relay?.Restore();
        var recount = new Recount(story);
        var effects = await recount.EffectsAsync(county, cancellation);
        await recount.LanesAsync([], null, cancellation);
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var lanes = await recount.LanesAsync(watch.Arrivals, outage is null ? null : outage.PhaseOf, cancellation);
        // A run in which nothing travelled proves nothing.
        var passed = story.Timeline.Holds && lanes.All(lane => lane.Holds) && effects.All(effect => effect.Holds) && effects[0].Expected > 0
            && lanes.Any(lane => lane.County == county && lane.Made > 0) && (outage is null || lanes.Where(lane => lane.County == county).All(lane => lane.Made > 0));
        return new(story.Options.Name, passed, story.Timeline.Seconds, story.Timeline.Steps, lanes, effects);
    }

    private static HostOptions MovedAside(HostOptions options)
    {
        if (options.PortOffset != 0)
            return options;
        var offset = Offsets.FirstOrDefault(offset => PortsOf(options, offset).All(PortCheck.IsFree));
        if (offset != 0)
            Console.WriteLine($"The usual ports are taken; the scenario uses them shifted by {offset}.");
        return options with { PortOffset = offset };
    }

    private static IEnumerable<int> PortsOf(HostOptions options, int offset)
    {
        var ports = new Ports(offset);
        return [ports.Gateway, ports.City, ports.Hj212(Contracts.Codes.Divisions.Hengyang), .. options.Counties.SelectMany(code => new[] { ports.County(code), ports.Hj212(code), ports.Relay(code) }),
            .. options.Infra == Infra.Native ? ports.Native.Select(native => native.Port) : []];
    }

    private static void Print(ScenarioReport report)
    {
        Console.WriteLine();
        Console.WriteLine(Text.Table(["county", "lane", "made", "arrived", "duplicated", "lost", "out of order", "p50 ms", "p99 ms"], [.. report.Lanes.Select(lane => (IReadOnlyList<string>)
            [lane.County, lane.Lane, Number(lane.Made), Number(lane.Arrived), Number(lane.Duplicated), Number(lane.Lost), Number(lane.OutOfOrder), Number(lane.P50Ms), Number(lane.P99Ms)])]));
        if (report.Lanes.SelectMany(lane => (lane.Phases ?? []).Select(phase => (IReadOnlyList<string>)
            [lane.County, lane.Lane, phase.Phase, Number(phase.Events), Number(phase.P50Ms), Number(phase.P99Ms)])).ToList() is { Count: > 0 } phases)
            Console.WriteLine($"{Environment.NewLine}{Text.Table(["county", "lane", "made", "arrived", "p50 ms", "p99 ms"], phases)}");
        Console.WriteLine();
        Console.WriteLine(Text.Table(["effect", "expected", "counted"], [.. report.Effects.Select(effect => (IReadOnlyList<string>)[effect.What, Number(effect.Expected), Number(effect.Counted)])]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}scenario {report.Name}: {(report.Passed ? "passed" : "FAILED")} in {report.Seconds:0.0} s"));
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.#", CultureInfo.InvariantCulture) : "-";

    private static async Task WriteAsync(string path, ScenarioReport report, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, report.ToJson() + "\n", cancellation);
    }
}
