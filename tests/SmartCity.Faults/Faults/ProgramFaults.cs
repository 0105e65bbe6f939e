using SmartCity.Faults.Watching;

namespace SmartCity.Faults.Faults;

/// <summary>Programs that are killed with SIGKILL, stay away for a while, and are started again as their supervisor would.</summary>
internal static class ProgramFaults
{
    private static readonly TimeSpan SaidWithin = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Fault> All { get; } = [new("kill -9 county", County, StartsCountyAnew: true), new("kill -9 city", City), new("kill -9 gateway", Gateway), new("kill -9 PostgreSQL", Postgres), new("kill -9 RabbitMQ", Rabbit)];

    private static async Task County(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.County.Kill();
        await it.Truth.MustSayAsync("the city's link to the county is dark", async () => await TruthWatch.LinksAsync(it.Site.City) is { } links && !TruthWatch.UpLanes(links).Any(TruthWatch.Flows), SaidWithin);
        it.Site.StartCounty();
    }

    private static async Task City(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.City.Kill();
        await CountySaysAsync(it);
        await it.LastAsync();
        it.Site.StartCity();
    }

    private static async Task Gateway(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.Gateway.Kill();
        await CountySaysAsync(it);
        await it.LastAsync();
        it.Site.StartGateway();
    }

    private static async Task Postgres(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        it.Site.Postgres.Kill();
        await it.Truth.MustSayAsync("the city is not healthy without its database", async () => await TruthWatch.HealthAsync(it.Site.City) != "healthy", SaidWithin);
        await CountySaysAsync(it);
        await it.LastAsync();
        it.Site.Postgres.Start();
        await it.Site.Postgres.ReadyAsync();
    }

    private static async Task Rabbit(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        await it.Site.Rabbit.KillAsync();
        await it.Truth.MustSayAsync("the city's broker is away", async () => (await TruthWatch.PartsAsync(it.Site.City)).Any(part => part is ("bus publish", not "healthy")), SaidWithin);
        await it.LastAsync();
        await it.Site.Rabbit.StartBrokerAsync();
        await it.Truth.MustSayAsync("the city's broker is back", async () => (await TruthWatch.PartsAsync(it.Site.City)).All(part => part is not ("bus publish", not "healthy")), TimeSpan.FromSeconds(40));
    }

    private static Task CountySaysAsync(FaultContext it) => it.Truth.MustSayAsync("the county's lanes do not flow", async () =>
        await TruthWatch.LinksAsync(it.Site.County) is { } links && TruthWatch.UpLanes(links).All(lane => !TruthWatch.Flows(lane)), SaidWithin);
}
