namespace SmartCity.Architecture.Tests;

/// <summary>Who may refer to whom.</summary>
internal static class BoundaryRules
{
    private const string Kernel = "services/Kernel/SmartCity.Kernel.csproj";
    private const string Desks = "services/Desks/SmartCity.Desks.csproj";
    private const string Contracts = "contracts/SmartCity.Contracts/SmartCity.Contracts.csproj";
    private const string Telemetry = "services/Telemetry/SmartCity.Telemetry.csproj";
    private const string ProtocolBase = "contracts/protocols/SmartCity.Protocols/SmartCity.Protocols.csproj";

    public static bool IsModule(Project project) => project.IsIn("services/") && project.Name is not ("SmartCity.Kernel" or "SmartCity.Desks" or "SmartCity.Node" or "SmartCity.Cli" or "SmartCity.Telemetry");

    public static IEnumerable<string> FindMistakes(IEnumerable<Project> projects) => projects.SelectMany(FindMistakes);

    public static IEnumerable<string> FindMistakes(Project project) => project switch
    {
        _ when project.IsIn("contracts/protocols/") => Only(project, "the base of the protocols", reference => reference == ProtocolBase)
            .Concat(project.Packages.Select(package => $"{project.Path} refers to the package {package}: a protocol is bytes and records, without packages."))
            .Concat(Plain(project)),
        _ when project.Path == Contracts => Only(project, "nothing", _ => false).Concat(Plain(project)),
        _ when project.Path == Kernel => Only(project, "Contracts and Telemetry", reference => reference is Contracts or Telemetry),
        _ when project.Path == Telemetry => Only(project, "nothing", _ => false),
        _ when project.Path == Desks => Only(project, "Kernel and Contracts", reference => reference is Kernel or Contracts),
        _ when IsModule(project) => Only(project, "Kernel, Desks, Contracts and the protocols it speaks", reference => reference is Kernel or Desks or Contracts || Repository.IsIn(reference, "contracts/protocols/")),
        _ when project.Name == "SmartCity.Cli" => Only(project, "Kernel and Contracts", reference => reference is Kernel or Contracts),
        _ when project.IsIn("gateway/") => Only(project, "Contracts and Telemetry", reference => reference is Contracts or Telemetry),
        _ when project.Name == "SmartCity.Simulators" => Only(project, "Contracts and protocols", reference => Repository.IsIn(reference, "contracts/")),
        _ when project.IsIn("AppHost/") => Only(project, "programs and contracts, no module", reference => !Repository.IsIn(reference, "services/") || reference is Kernel or "services/Node/SmartCity.Node.csproj"),
        _ => [],
    };

    private static IEnumerable<string> Only(Project project, string allowed, Func<string, bool> may) =>
        project.References.Where(reference => !may(reference)).Select(reference => $"{project.Path} refers to {reference}; it may refer to {allowed}. To know something of another module listen to its events; to ask, call its HTTP API.");

    private static IEnumerable<string> Plain(Project project) =>
        project.Frameworks.Select(framework => $"{project.Path} refers to the framework {framework}: contracts are for everybody.");
}
