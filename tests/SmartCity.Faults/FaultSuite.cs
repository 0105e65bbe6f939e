using System.Diagnostics;
using System.Globalization;
using SmartCity.Faults.Faults;
using SmartCity.Faults.Load;
using SmartCity.Faults.Site;
using SmartCity.Faults.Watching;

namespace SmartCity.Faults;

/// <summary>
/// Every fault, one after another, at random moments under load; after each, everything is counted from the logs. Each once in
/// eng/test; for as long as <c>FAULTS_MINUTES</c> says, in random order, by eng/faults. <c>FAULTS_SEED</c> gives the same moments again,
/// <c>FAULTS_ONLY</c> those whose name holds it.
/// </summary>
public sealed class FaultSuite
{
    private static readonly TimeSpan RecoverPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(60);
    private const int MostWaiting = 30;
    private readonly int minutes = Number("FAULTS_MINUTES", 0);
    private readonly int seed = Number("FAULTS_SEED", Random.Shared.Next());

    [Fact]
    public async Task Whatever_fails_nothing_is_lost_doubled_or_disordered_and_nothing_says_that_it_is_well_when_it_is_not()
    {
        var random = new Random(seed);
        var rows = new List<FaultRow>();
        await using var site = await FaultSite.StartAsync();
        var load = new SiteLoad(site);
        await load.PrepareAsync();
        var truth = new TruthWatch(site);
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(load.RunAsync(stop.Token), truth.RunAsync(stop.Token));
        IReadOnlyList<Fault> all = [.. ProgramFaults.All, .. LineFaults.All, .. CountyFaults.Of(site), .. BatchFaults.All];
        var possible = all.Where(fault => fault.NotHere is null && fault.Name.Contains(Environment.GetEnvironmentVariable("FAULTS_ONLY") ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        var context = new FaultContext(site, truth, random, TimeSpan.FromSeconds(minutes > 0 ? 8 : 2));
        var began = Stopwatch.StartNew();
        var before = await SettleAsync(site, load);
        Assert.True(before.Holds, $"Before any fault: {before}");
        try
        {
            do
            {
                foreach (var fault in minutes > 0 ? [.. possible.OrderBy(_ => random.Next())] : possible)
                    if (rows.Count < possible.Count || began.Elapsed < TimeSpan.FromMinutes(minutes))
                        rows.Add(await LiveThroughAsync(fault, context, load, before) is var (row, after) && (before = after) is not null ? row : throw new UnreachableException());
            }
            while (began.Elapsed < TimeSpan.FromMinutes(minutes));
        }
        finally
        {
            await stop.CancelAsync();
            await running;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}seed {seed}, {began.Elapsed.TotalSeconds:0} s, {truth.Looks} looks at what is said{Environment.NewLine}{FaultTable.Of(rows, all.Where(fault => fault.NotHere is not null).Select(fault => $"{fault.Name}: {fault.NotHere}"))}{Environment.NewLine}"));
        }
        Assert.All(rows, row => Assert.True(row.Holds, row.ToString() + string.Join("; ", row.Wrong)));
        Assert.All(rows, row => Assert.True(row.Made > 0, $"{row.Fault}: nothing was made"));
    }

    private static async Task<(FaultRow Row, Tally After)> LiveThroughAsync(Fault fault, FaultContext context, SiteLoad load, Tally before)
    {
        var lies = context.Truth.Lies.Count;
        load.Paused = false;
        await Task.Delay(TimeSpan.FromMilliseconds(700));
        await fault.Run(context);
        var mended = Stopwatch.StartNew();
        await RecoverAsync(context.Site, fault.Name);
        var recovered = mended.Elapsed;
        var after = await SettleAsync(context.Site, load);
        return (FaultRow.Of(fault, before, after, recovered, context.Truth.Lies.Skip(lies)), after);
    }

    // The load goes on: recovered is when all lanes flow and little waits in any of them.
    private static async Task RecoverAsync(FaultSite site, string fault)
    {
        await Task.WhenAll(site.City.ReadyAsync(), site.Gateway.ReadyAsync(), site.County.ReadyAsync());
        var began = Stopwatch.StartNew();
        while (await TruthWatch.LinksAsync(site.County) is not { } links || !TruthWatch.UpLanes(links).All(lane => TruthWatch.Flows(lane) && TruthWatch.Number(lane, "backlogEvents") < MostWaiting))
        {
            Assert.True(began.Elapsed < RecoverPatience, $"{fault}: not recovered after {began.Elapsed}: {await TruthWatch.LinksAsync(site.County)}\ncounty: {Tail(site.County.Output)}\ncity: {Tail(site.City.Output)}");
            await Task.Delay(50);
        }
    }

    private static async Task<Tally> SettleAsync(FaultSite site, SiteLoad load)
    {
        load.Paused = true;
        var began = Stopwatch.StartNew();
        await Task.Delay(500);
        while (true)
        {
            var tally = await Tally.ReadAsync(site, load, CancellationToken.None);
            if (tally.Holds && (await Tally.ReadAsync(site, load, CancellationToken.None)).Lines.Made == tally.Lines.Made || began.Elapsed > SettlePatience)
                return tally;
            await Task.Delay(300);
        }
    }

    private static string Tail(string output) => output.Length > 3000 ? output[^3000..] : output;

    private static int Number(string variable, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
