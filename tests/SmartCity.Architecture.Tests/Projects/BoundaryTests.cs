namespace SmartCity.Architecture.Tests;

public sealed class BoundaryTests
{
    [Fact]
    public void Every_project_refers_only_to_what_it_may() => Assert.Empty(BoundaryRules.FindMistakes(Repository.Projects));

    [Fact]
    public void There_are_projects_of_every_kind()
    {
        Assert.Contains(Repository.Projects, BoundaryRules.IsModule);
        Assert.All(["SmartCity.Kernel", "SmartCity.Contracts", "SmartCity.Gateway", "SmartCity.Protocols.Hj212", "SmartCity.AppHost", "SmartCity.Simulators"], name => Assert.Contains(Repository.Projects, project => project.Name == name));
    }

    [Theory]
    [InlineData("services/Traffic/SmartCity.Traffic.csproj", "../Federation/SmartCity.Federation.csproj")]
    [InlineData("services/Traffic/SmartCity.Traffic.csproj", "../Node/SmartCity.Node.csproj")]
    [InlineData("services/Kernel/SmartCity.Kernel.csproj", "../Federation/SmartCity.Federation.csproj")]
    [InlineData("services/Desks/SmartCity.Desks.csproj", "../Federation/SmartCity.Federation.csproj")]
    [InlineData("services/Traffic/SmartCity.Traffic.csproj", "../CommandCentre/SmartCity.CommandCentre.csproj")]
    [InlineData("services/Kernel/SmartCity.Kernel.csproj", "../Desks/SmartCity.Desks.csproj")]
    [InlineData("services/Cli/SmartCity.Cli.csproj", "../Federation/SmartCity.Federation.csproj")]
    [InlineData("gateway/SmartCity.Gateway.csproj", "../services/Kernel/SmartCity.Kernel.csproj")]
    [InlineData("contracts/SmartCity.Contracts/SmartCity.Contracts.csproj", "../../services/Kernel/SmartCity.Kernel.csproj")]
    [InlineData("contracts/protocols/SmartCity.Protocols.X/SmartCity.Protocols.X.csproj", "../../SmartCity.Contracts/SmartCity.Contracts.csproj")]
    [InlineData("AppHost/SmartCity.AppHost.csproj", "../services/Federation/SmartCity.Federation.csproj")]
    [InlineData("AppHost/SmartCity.Simulators/SmartCity.Simulators.csproj", "../../services/Kernel/SmartCity.Kernel.csproj")]
    public void A_forbidden_reference_is_noticed(string path, string reference) =>
        Assert.Single(BoundaryRules.FindMistakes(Project.Read(path, $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""")));

    [Fact]
    public void A_protocol_with_a_package_or_a_web_framework_is_noticed() => Assert.Equal(2, BoundaryRules.FindMistakes(Project.Read("contracts/protocols/P/P.csproj",
        """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Npgsql" /><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>""")).Count());

    [Fact]
    public void What_a_module_may_refer_to_passes() => Assert.Empty(BoundaryRules.FindMistakes(Project.Read("services/Traffic/SmartCity.Traffic.csproj",
        """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../Kernel/SmartCity.Kernel.csproj" /><ProjectReference Include="../../contracts/protocols/SmartCity.Protocols.Gb20999/SmartCity.Protocols.Gb20999.csproj" /></ItemGroup></Project>""")));
}
