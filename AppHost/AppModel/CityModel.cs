using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Topology;
using SmartCity.AppHost.Trust;
using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.AppModel;

/// <summary>
/// The embedded city as an app model of Aspire: the same programs with the same settings, the city on a PostgreSQL in a container.
/// Where a program listens and what it is told of others' addresses is Aspire's to say.
/// </summary>
internal static class CityModel
{
    // What Aspire says itself: addresses; and a program that ends when its standard input closes would end at once.
    private static readonly string[] NotPassedOn = ["urls", "Gateway:Destination", "Node:EndWithParent", "Gateway:EndWithParent"];

    public static void Add(IDistributedApplicationBuilder builder, string data)
    {
        Directory.CreateDirectory(data);
        var options = new HostOptions(data, Fresh: false, HostOptions.DefaultCounties, Devices: false, Sample: false, PortOffset: 0);
        var plan = new CityPlan(options, CityKeys.In(data, Divisions.Hengyang, CityPlan.GatewayId), sample: null);
        var database = builder.AddPostgres("postgres")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--locale=C --encoding=UTF8")
            .WithDataVolume("smartcity-postgres")
            .AddDatabase("citydb");
        var city = AddNode(builder, "city", plan.City).WithEnvironment("Node__Database", database).WaitFor(database);
        builder.AddProject<Projects.SmartCity_Gateway>("gateway").Settings(plan.Gateway)
            .WithEnvironment("Gateway__Destination", city.GetEndpoint("http")).WaitFor(city).WithExternalHttpEndpoints();
        foreach (var county in plan.Counties)
            AddNode(builder, "county-" + county.Id, county);
    }

    private static IResourceBuilder<ProjectResource> AddNode(IDistributedApplicationBuilder builder, string name, ProgramPlan plan) =>
        builder.AddProject<Projects.SmartCity_Node>(name).Settings(plan).WithEndpoint(plan.Hj212Port, scheme: "tcp", name: "hj212", isProxied: false);

    private static IResourceBuilder<ProjectResource> Settings(this IResourceBuilder<ProjectResource> program, ProgramPlan plan)
    {
        foreach (var (name, value) in plan.Settings.Where(setting => !NotPassedOn.Contains(setting.Key)))
            program.WithEnvironment(name.Replace(":", "__", StringComparison.Ordinal), value);
        // Who the caller is nobody in front says for us: the gateway drops such headers and so must Aspire not read them.
        return program.DisableForwardedHeaders().WithHttpEndpoint(plan.Address.Port, name: "http").WithHttpHealthCheck("/health/ready");
    }
}
