using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Running;
using SmartCity.AppHost.Scenarios;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.CommandLine;

/// <summary>The command line: run the city, or one scenario.</summary>
internal static class Commands
{
    private static readonly Option<string?> Data = new("--data") { Description = $"Folder of everything the city keeps; default {HostOptions.DefaultData}, for a scenario {HostOptions.DefaultData}/scenario-<name> (with --infra native: -native behind it).", Recursive = true };
    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Delete the data folder first (only one that this program made).", Recursive = true };
    private static readonly Option<string> Counties = new("--counties") { Description = "Codes of the counties with a node of their own, divided by commas.", DefaultValueFactory = _ => string.Join(',', HostOptions.DefaultCounties), Recursive = true };
    private static readonly Option<bool> NoDevices = new("--no-devices") { Description = "Start no simulated stations." };
    private static readonly Option<bool> NoSample = new("--no-sample") { Description = "Load no sample city: no communities, grids, components and stations." };
    private static readonly Option<string?> RelayOf = new("--relay") { Description = "A county whose line to the city runs through a relay: type cut and restore, each with Enter, to see an outage." };
    private static readonly Option<int> PortOffset = new("--port-offset") { Description = "Added to every port.", Recursive = true };
    private static readonly Option<string> Listen = new("--listen") { Description = "Address to listen on; only loopback is possible here.", DefaultValueFactory = _ => "127.0.0.1", Recursive = true };

    private static readonly Option<Infra> InfraOption = new("--infra") { Description = "What the nodes stand on: embedded (SQLite files) or native (this system's PostgreSQL and RabbitMQ, started and stopped by us).", Recursive = true };

    public static RootCommand Root()
    {
        var root = new RootCommand("Starts Smart Hengyang on this machine: gateway, city, counties and simulated stations.")
        {
            Data, Fresh, Counties, NoDevices, NoSample, RelayOf, PortOffset, Listen, InfraOption, Scenario(),
        };
        Counties.Validators.Clear();
        Counties.Validators.Add(CheckCounties);
        PortOffset.Validators.Clear();
        PortOffset.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is < 0 or > 40000, "--port-offset: expected 0 to 40000."));
        Listen.Validators.Clear();
        Listen.Validators.Add(CheckListen);
        root.SetAction((line, cancellation) => GuardAsync(() => RunCity.RunAsync(
            new(line.GetValue(Data) ?? HostOptions.DefaultData, line.GetValue(Fresh), CountiesOf(line), !line.GetValue(NoDevices), !line.GetValue(NoSample), line.GetValue(PortOffset), line.GetValue(InfraOption), line.GetValue(RelayOf)), cancellation)));
        root.Validators.Add(result => Check(result, result.GetValue(RelayOf) is { } county && !Split(result.GetValue(Counties) ?? "").Contains(county), "--relay: expected one of the counties of --counties."));
        return root;
    }

    private static Command Scenario()
    {
        var name = new Argument<string>("name") { Description = "Which story to run." };
        name.AcceptOnlyFromAmong([.. RunScenario.Names]);
        var report = new Option<string?>("--report") { Description = "Write the report, JSON, to this file." };
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that was interrupted; without such a run it is an error. The default goes on when there is one." };
        var load = new Option<int>("--load") { Description = "Events per second and lane made by the load, roughly.", DefaultValueFactory = _ => 40 };
        var dark = new Option<int>("--dark-seconds") { Description = "outage: how long the line is cut.", DefaultValueFactory = _ => 20 };
        var command = new Command("scenario", "Runs one story to its end; exit code 0 only if all of it held.") { name, report, resume, load, dark };
        load.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is < 4 or > 2000, "--load: expected 4 to 2000 events per second."));
        dark.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is < 2 or > 3600, "--dark-seconds: expected 2 to 3600."));
        command.SetAction((line, cancellation) => GuardAsync(() => RunScenario.RunAsync(
            new(line.GetRequiredValue(name), line.GetValue(report), line.GetValue(resume), line.GetValue(load), line.GetValue(dark)),
            new(line.GetValue(Data) ?? Path.Combine(HostOptions.DefaultData, "scenario-" + line.GetRequiredValue(name) + (line.GetValue(InfraOption) == Infra.Native ? "-native" : "")), line.GetValue(Fresh), CountiesOf(line), Devices: false, Sample: true, line.GetValue(PortOffset), line.GetValue(InfraOption)), cancellation)));
        return command;
    }

    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (HostFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception refused) when (refused is ApiFailure or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return HostFailure.CannotStart;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static IReadOnlyList<string> CountiesOf(ParseResult line) => Split(line.GetRequiredValue(Counties));

    private static string[] Split(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static void CheckCounties(OptionResult result)
    {
        var possible = Divisions.All.Where(division => division.Code != Divisions.Hengyang).ToList();
        var unknown = Split(result.GetValueOrDefault<string>() ?? "").Except(possible.Select(division => division.Code)).ToList();
        Check(result, unknown.Count > 0, $"--counties: {string.Join(", ", unknown)} is no division of Hengyang; possible are {string.Join(", ", possible.Select(division => $"{division.Code} {division.Name}"))}.");
    }

    private static void CheckListen(OptionResult result) =>
        Check(result, !IPAddress.TryParse(result.GetValueOrDefault<string>(), out var address) || !address.Equals(IPAddress.Loopback),
            "--listen: the embedded city creates an administrator whose key is for this machine alone, so it listens on 127.0.0.1 and nowhere else. "
            + "To serve other machines start SmartCity.Node and SmartCity.Gateway with settings of their own.");

    private static void Check(SymbolResult result, bool wrong, string message)
    {
        if (wrong)
            result.AddError(message);
    }
}
