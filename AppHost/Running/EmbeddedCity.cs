using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Linking;
using SmartCity.AppHost.Programs;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Sample;
using SmartCity.AppHost.Servers;
using SmartCity.AppHost.Topology;
using SmartCity.AppHost.Trust;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.Running;

/// <summary>The whole city on this machine: started, joined, filled, and stopped together.</summary>
internal sealed class EmbeddedCity : IAsyncDisposable
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan LeftBehindPatience = TimeSpan.FromSeconds(30);
    private readonly HostOptions options;
    private readonly Action<string> say;
    private readonly TimeProvider clock;
    private readonly DataFolder folder;
    private readonly ProcessRegister register;
    private readonly Dictionary<string, ChildProgram> children = [];
    private readonly Dictionary<string, NodeApi> apis = [];
    private readonly NativeServers? servers;

    private EmbeddedCity(HostOptions options, string? relayed, Action<string> say, TimeProvider clock)
    {
        this.say = say;
        this.clock = clock;
        folder = DataFolder.Open(options.Data, options.Fresh);
        this.options = options with { Data = folder.Path };
        register = new(folder.Path);
        var keys = CityKeys.In(folder.Path, Divisions.Hengyang, CityPlan.GatewayId);
        Token = Administrator.Renew(folder.Path, clock);
        Sample = options.Sample ? SampleCity.Generate(SampleCity.DefaultSeed) : null;
        servers = options.Infra == Infra.Native ? new(folder.Path, new Ports(options.PortOffset)) : null;
        Plan = new(this.options, keys, Sample is null ? null : new SampleFiles(Sample, Path.Combine(folder.Path, "sample")), servers);
        if (relayed is not null)
            Relay = new(Plan.Ports.Relay(relayed), Plan.Gateway.Address);
        RelayedCounty = relayed;
    }

    public CityPlan Plan { get; }

    public SampleCity? Sample { get; }

    public string Data => folder.Path;

    public bool IsNew => folder.IsNew;

    public string Token { get; private set; }

    /// <summary>The password of the account made by this start, to be shown once; null when it was there already.</summary>
    public string? NewPassword { get; private set; }

    /// <summary>The line of one county that can be cut; null when all are direct.</summary>
    public TcpRelay? Relay { get; }

    public string? RelayedCounty { get; }

    /// <summary>The programs, in the order in which they were started.</summary>
    public IReadOnlyList<(ProgramPlan Plan, ChildProgram Child)> Programs => [.. Plan.All.Where(plan => children.ContainsKey(plan.Id)).Select(plan => (plan, children[plan.Id]))];

    /// <summary>All children: programs and, where there are any, servers.</summary>
    public IReadOnlyList<ChildProgram> Children => [.. servers?.Children ?? [], .. Programs.Select(program => program.Child)];

    /// <summary>Ends, with the reason, when a program cannot be kept running.</summary>
    public async Task<string> HopelessAsync() => await await Task.WhenAny(Children.Select(child => child.Hopeless));

    /// <summary>Starts everything and returns when all of it is ready and joined.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="relayed">The county whose line is to run through a relay; null for none.</param>
    /// <param name="say">Tells the person at the keyboard.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<EmbeddedCity> StartAsync(HostOptions options, string? relayed, Action<string> say, TimeProvider clock, CancellationToken cancellation)
    {
        var city = new EmbeddedCity(options, relayed, say, clock);
        try
        {
            await city.StartAsync(cancellation);
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node, or the gateway, spoken to as the administrator.</summary>
    public NodeApi Api(string id) => apis.TryGetValue(id, out var api) ? api : apis[id] = new(Plan.All.Single(plan => plan.Id == id).Address, Token);

    /// <summary>A new token for the next twelve hours, for those who read the file again.</summary>
    public void RenewToken() => Token = Administrator.Renew(folder.Path, clock);

    public async ValueTask DisposeAsync()
    {
        foreach (var api in apis.Values)
            api.Dispose();
        if (Relay is not null)
            await Relay.DisposeAsync();
        await Task.WhenAll(children.Values.Select(child => child.DisposeAsync().AsTask()));
        if (servers is not null)
            await servers.DisposeAsync();
        folder.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        await register.WaitForLeftBehindAsync(say, LeftBehindPatience, cancellation);
        PortCheck.Check(Plan.All, [.. Relay is null ? [] : new[] { ("the relay", Relay.Address.Port) }, .. servers is null ? [] : Plan.Ports.Servers]);
        Relay?.Start();
        var logs = Path.Combine(folder.Path, "logs");
        if (servers is not null)
            await servers.StartAsync(Plan.Nodes.Select(node => node.Id), register, logs, say, clock, cancellation);
        foreach (var plan in Plan.All)
        {
            children[plan.Id] = new(plan, register, logs, say, clock);
            children[plan.Id].Start();
        }
        await Task.WhenAll(children.Values.Select(child => ReadyAsync(child, cancellation)));
        var enrolment = new CountyEnrolment(Api(Plan.City.Id));
        foreach (var county in Plan.Counties)
            if (await enrolment.JoinAsync(county.Id, Api(county.Id), county.Id == RelayedCounty ? Relay!.Address : Plan.Gateway.Address, cancellation))
                say($"{county.Id} {county.Name} is joined to the city.");
        NewPassword = await FirstAccount.MakeAsync([Api(Plan.City.Id), .. Plan.Counties.Select(county => Api(county.Id))], cancellation);
        if (Sample is not null)
            await SampleStations.RegisterAsync(Sample.Stations, Plan, Api, cancellation);
    }

    private async Task ReadyAsync(ChildProgram child, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (!await Api(child.Plan.Id).IsReadyAsync(cancellation))
        {
            if (child.Hopeless.IsCompletedSuccessfully)
                throw new HostFailure(await child.Hopeless);
            if (clock.GetElapsedTime(began) > ReadyPatience)
                throw new HostFailure($"{child.Plan.Id} {child.Plan.Name} is not ready after {ReadyPatience.TotalSeconds:0} s. Its last words, also in {child.LogFile}:"
                    + string.Concat(child.LastLines.TakeLast(12).Select(line => Environment.NewLine + "    " + line)));
            await Task.Delay(TimeSpan.FromMilliseconds(300), clock, cancellation);
        }
    }
}
