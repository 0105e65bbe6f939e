using System.Globalization;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Linking;
using SmartCity.AppHost.Sample;
using SmartCity.AppHost.Trust;
using SmartCity.Simulators.Hj212;

namespace SmartCity.AppHost.Running;

/// <summary>Runs the embedded city until it is told to stop.</summary>
internal static class RunCity
{
    private static readonly TimeSpan SummaryEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TokenEvery = TimeSpan.FromHours(6);

    public static async Task<int> RunAsync(HostOptions options, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var say = Teller(clock);
        say($"Starting the embedded city, data in {Path.GetFullPath(options.Data)}.");
        await using var city = await EmbeddedCity.StartAsync(options, options.Relay, say, clock, cancellation);
        var devices = options.Devices && city.Sample is not null
            ? city.Sample.Stations.Select(station => SampleStations.Device(station, city.Plan, clock)).ToList() : [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = devices.Select(device => device.RunAsync(stop.Token)).ToList();
        Console.WriteLine(Table(city, devices.Count));
        if (city.Relay is { } relay)
            new LineByHand(relay, city.RelayedCounty!, say).Listen(Console.In);
        var hopeless = city.HopelessAsync();
        var telling = TellAsync(city, devices, say, clock, stop.Token);
        await Task.WhenAny(hopeless, telling);
        say("Stopping.");
        await stop.CancelAsync();
        await Task.WhenAll(speaking);
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return hopeless.IsCompletedSuccessfully ? throw new HostFailure(await hopeless) : 0;
    }

    /// <summary>Lines with the time in front, as they come.</summary>
    public static Action<string> Teller(TimeProvider clock) =>
        line => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():HH:mm:ss} {line}"));

    private static string Table(EmbeddedCity city, int devices)
    {
        var rows = city.Programs.Select(program => (IReadOnlyList<string>)
        [
            program.Plan.Id, program.Plan.Name, program.Plan.Address.ToString().TrimEnd('/'), program.Child.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
            program.Plan.Hj212Port is { } port ? $"127.0.0.1:{port}" : "-", DatabaseOf(program.Plan),
        ]).ToList();
        var token = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(city.Data, Administrator.TokenFile));
        return $"""

            {Text.Table(["id", "name", "address", "pid", "HJ 212", "database"], rows)}

            {(city.Sample is null ? "No sample city." : $"Sample city{SampleCity.Mark}: {city.Sample.Communities.Count} communities, {city.Sample.Grids.Count} grids, {city.Sample.Components.Count} components, {city.Sample.Stations.Count} stations, {devices} of them speaking HJ 212.")}
            The command centre 指挥中心 is at {city.Plan.Gateway.Address} and at each county's own address.
            {(city.NewPassword is null ? $"Sign in as {FirstAccount.UserName}. Password forgotten: see README.md, First steps." : $"Sign in as {FirstAccount.UserName} with the password  {city.NewPassword}  (shown this once, to be changed at the first sign-in).")}
            The administrator's bearer token is in {token} (12 hours, this machine only):
              curl -H "Authorization: Bearer $(cat {token})" {city.Plan.Gateway.Address}api/federation/v1/links
            {(city.RelayedCounty is null ? "All lines are direct." : $"The line of {city.RelayedCounty} runs through a relay: type {LineByHand.CutWord} or {LineByHand.RestoreWord}, and Enter.")}
            What the programs print is in {Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(city.Data, "logs"))}. Ctrl-C stops.

            """;
    }

    private static string DatabaseOf(Topology.ProgramPlan plan) => plan.Database switch
    {
        null => "-",
        { } server when server.Contains("Host=", StringComparison.Ordinal) => new Npgsql.NpgsqlConnectionStringBuilder(server) is var at ? $"PostgreSQL {at.Host}:{at.Port}/{at.Database}" : "-",
        { } file => Path.GetRelativePath(Environment.CurrentDirectory, file),
    };

    private static async Task TellAsync(EmbeddedCity city, IReadOnlyList<Hj212Station> devices, Action<string> say, TimeProvider clock, CancellationToken cancellation)
    {
        var renewed = clock.GetTimestamp();
        using var timer = new PeriodicTimer(SummaryEvery, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (clock.GetElapsedTime(renewed) > TokenEvery)
            {
                city.RenewToken();
                renewed = clock.GetTimestamp();
            }
            say($"{city.Children.Count(child => child.Pid is not null)} of {city.Children.Count} programs run, {city.Children.Sum(child => child.Restarts)} restarts; "
                + $"{devices.Count(device => device.IsConnected)} of {devices.Count} stations on line, {devices.Sum(device => device.Acknowledged)} uploads acknowledged.");
        }
    }
}
