using System.Globalization;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Sample;
using SmartCity.AppHost.Servers;
using SmartCity.AppHost.Trust;
using SmartCity.Contracts.Codes;
using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Topology;

/// <summary>The programs of the embedded city and their settings. City and counties differ in nothing else.</summary>
internal sealed class CityPlan
{
    public const string GatewayId = "gateway";
    public const string Site = "gateway-" + Divisions.Hengyang;
    private const string Node = "SmartCity.Node";
    private const string Hj212Setting = ModuleGroups.Stations + ":Hj212Port";
    private readonly HostOptions options;
    private readonly CityKeys keys;
    private readonly SampleFiles? sample;
    private readonly NativeServers? servers;

    /// <param name="options">What was asked for.</param>
    /// <param name="keys">The keys of this data folder.</param>
    /// <param name="sample">The sample city's files; null to go without.</param>
    /// <param name="servers">The servers the nodes stand on; null for files alone.</param>
    public CityPlan(HostOptions options, CityKeys keys, SampleFiles? sample, NativeServers? servers = null)
    {
        (this.options, this.keys, this.sample, this.servers) = (options, keys, sample, servers);
        Ports = new(options.PortOffset);
        City = PlanNode(Divisions.Hengyang, Ports.City, CityDivisions, CitySettings());
        Groups = servers is null ? [] : [.. ModuleGroups.OfTheCity.Select(PlanGroup)];
        if (servers is not null)
            City = WithoutStations(City);
        Counties = [.. options.Counties.Select(code => PlanNode(code, Ports.County(code), [code], []))];
        Gateway = PlanGateway();
    }

    public Ports Ports { get; }

    public ProgramPlan City { get; }

    /// <summary>Further processes of the city, each with modules of its own; none on SQLite, whose node is one process.</summary>
    public IReadOnlyList<ProgramPlan> Groups { get; }

    public IReadOnlyList<ProgramPlan> Counties { get; }

    public ProgramPlan Gateway { get; }

    /// <summary>City and counties.</summary>
    public IEnumerable<ProgramPlan> Nodes => [City, .. Counties];

    /// <summary>In the order in which they are started.</summary>
    public IEnumerable<ProgramPlan> All => [City, .. Groups, Gateway, .. Counties];

    /// <summary>Which of a node's processes answers for a module, by its route.</summary>
    public ProgramPlan ProcessOf(string node, string route) =>
        Groups.FirstOrDefault(group => group.Id == IdOf(node, route)) ?? Nodes.Single(plan => plan.Id == node);

    /// <summary>The city itself and every division that has no node of its own.</summary>
    private IReadOnlyList<string> CityDivisions => [.. Divisions.All.Select(division => division.Code).Except(options.Counties)];

    private ProgramPlan PlanNode(string code, int port, IReadOnlyList<string> divisions, Dictionary<string, string> more)
    {
        var data = Path.Combine(options.Data, code);
        var settings = new Dictionary<string, string>(more)
        {
            ["urls"] = Url(port),
            ["Node:Id"] = code,
            ["Node:Name"] = Divisions.Find(code)!.Name,
            ["Node:Data"] = data,
            ["Node:EndWithParent"] = "true",
            // A city that is tried out: whoever calls with a good frame is registered. A real node names its stations.
            ["EnvironmentMonitoring:AcceptUnknown"] = "true",
            [Hj212Setting] = Ports.Hj212(code).ToString(CultureInfo.InvariantCulture),
        };
        if (servers is not null)
            settings["Node:Database"] = servers.DatabaseOf(code);
        Trust(settings, "Rights:Issuers:0", Administrator.Issuer, keys.Operators);
        for (var index = 0; index < divisions.Count; index++)
            settings[$"Node:Divisions:{index}"] = divisions[index];
        foreach (var (name, value) in sample?.SettingsOf(code, divisions) ?? [])
            settings[name] = value;
        return new(code, Divisions.Find(code)!.Name, Node, data, new Uri(Url(port)), Ports.Hj212(code), settings);
    }

    // The city's stations call where the module of stations runs.
    private ProgramPlan PlanGroup(ModuleGroup group)
    {
        var port = Ports.CityGroup(group);
        var settings = new Dictionary<string, string>(City.Settings)
        {
            ["urls"] = Url(port),
            ["Node:Modules:0"] = group.Module,
            ["Node:Silo:Name"] = group.Route,
        };
        foreach (var name in settings.Keys.Where(name => name.StartsWith("Bus:", StringComparison.Ordinal)).ToList())
            settings.Remove(name);
        return City with { Id = IdOf(City.Id, group.Route), Name = $"{City.Name} {group.Module}", Address = new Uri(Url(port)), Hj212Port = group.Module == ModuleGroups.Stations ? City.Hj212Port : null, Settings = settings };
    }

    private static ProgramPlan WithoutStations(ProgramPlan city) =>
        city with { Hj212Port = null, Settings = new Dictionary<string, string>(city.Settings) { ["Node:Silo:Name"] = "platform", [Hj212Setting] = "0" } };

    private Dictionary<string, string> CitySettings() => new(servers is null ? new Dictionary<string, string>() : BusSettings(servers))
    {
        ["Federation:Site"] = Site,
        ["Rights:Issuers:1:Name"] = Site,
        ["Rights:Issuers:1:Key"] = keys.Gateway.ToJwk(),
        ["Rights:Issuers:1:LongestLifetime"] = "00:05:00",
    };

    /// <summary>What a node publishes over a broker, as its settings say.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Types)> Topics(ProgramPlan node) =>
        from setting in node.Settings
        where setting.Key.StartsWith("Bus:Topics:", StringComparison.Ordinal) && setting.Key.EndsWith(":Name", StringComparison.Ordinal)
        let types = setting.Key[..^4] + "Types:"
        select (setting.Value, (IReadOnlyList<string>)[.. node.Settings.Where(type => type.Key.StartsWith(types, StringComparison.Ordinal)).Select(type => type.Value)]);

    // What the city's other systems want to know of all of it: cases, and the exceedances behind many of them.
    private static Dictionary<string, string> BusSettings(NativeServers servers) => new(servers.BrokerSettings)
    {
        ["Bus:Topics:0:Name"] = "city-management",
        ["Bus:Topics:0:Types:0"] = "city-management.*",
        ["Bus:Topics:0:Imported"] = "true",
        ["Bus:Topics:0:Begin"] = "Start",
        ["Bus:Topics:1:Name"] = "exceedances",
        ["Bus:Topics:1:Types:0"] = "environment.limit-exceeded.v1",
        ["Bus:Topics:1:Types:1"] = "environment.exceedance-ended.v1",
        ["Bus:Topics:1:Imported"] = "true",
        ["Bus:Topics:1:Begin"] = "Start",
        ["Bus:Topics:1:Queues:0"] = "exceedance-statistics",
    };

    private ProgramPlan PlanGateway()
    {
        var data = Path.Combine(options.Data, GatewayId);
        var settings = new Dictionary<string, string>
        {
            ["urls"] = Url(Ports.Gateway),
            ["Gateway:Site"] = Site,
            ["Gateway:Node"] = City.Id,
            ["Gateway:Destination"] = Url(Ports.City),
            ["Gateway:Data"] = data,
            ["Gateway:EndWithParent"] = "true",
            ["Gateway:Directory:Key"] = keys.Directory.ToJwk(),
            // All counties of this machine enrol from one address, one after another.
            ["Gateway:Limits:EnrolmentsPerMinute"] = "60",
        };
        foreach (var (group, plan) in ModuleGroups.OfTheCity.Zip(Groups))
            settings[$"Gateway:Modules:{group.Route}"] = plan.Address.ToString().TrimEnd('/');
        Trust(settings, "Gateway:Operators:0", Administrator.Issuer, keys.Operators);
        return new(GatewayId, "网关", "SmartCity.Gateway", data, new Uri(Url(Ports.Gateway)), null, settings);
    }

    private static void Trust(Dictionary<string, string> settings, string at, string issuer, PublicKey key)
    {
        settings[at + ":Name"] = issuer;
        settings[at + ":Key"] = key.ToJwk();
        settings[at + ":LoopbackOnly"] = "true";
    }

    private static string IdOf(string node, string route) => $"{node}-{route}";

    private static string Url(int port) => "http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture);
}
