using System.Text.Json;
using System.Xml.Linq;

namespace SmartCity.Architecture.Tests;

/// <summary>The Aspire build of the topology: never asked for by default, and when eng/aspire has published its manifest, the same city.</summary>
public sealed class ManifestTests
{
    private const string Project = "AppHost/SmartCity.AppHost.csproj";

    [Fact]
    public void A_usual_restore_asks_for_nothing_of_Aspire() => Assert.Equal([], FindAsked(Repository.Read(Project)).Concat(FindAsked(Repository.Read("Directory.Packages.props"))));

    [Fact]
    public void A_package_of_Aspire_without_the_condition_is_noticed()
    {
        Assert.Single(FindAsked("<Project><ItemGroup><PackageReference Include=\"Aspire.Hosting\" /></ItemGroup></Project>"));
        Assert.Single(FindAsked("<Project><Import Project=\"Sdk.props\" Sdk=\"Aspire.AppHost.Sdk\" /></Project>"));
        Assert.Single(FindAsked("<Project Sdk=\"Aspire.AppHost.Sdk/13.6.4\"></Project>"));
        Assert.Empty(FindAsked("<Project><ItemGroup Condition=\"'$(Aspire)' == 'true'\"><PackageReference Include=\"Aspire.Hosting\" /></ItemGroup></Project>"));
    }

    [Fact]
    public void The_manifest_holds_the_same_city()
    {
        var path = Environment.GetEnvironmentVariable("SMARTCITY_ASPIRE_MANIFEST");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "SMARTCITY_ASPIRE_MANIFEST is not set: eng/aspire publishes the manifest and sets it.");
        using var manifest = JsonDocument.Parse(File.ReadAllText(path!));
        var resources = manifest.RootElement.GetProperty("resources");
        var programs = resources.EnumerateObject().Where(one => one.Value.GetProperty("type").GetString()!.StartsWith("project.", StringComparison.Ordinal)).ToDictionary(one => one.Name, one => one.Value);

        Assert.Equal(["city", "county-430412", "county-430421", "county-430481", "gateway"], programs.Keys.Order());
        Assert.Equal("{citydb.connectionString}", Variable(programs["city"], "Node__Database"));
        Assert.Equal("{city.bindings.http.url}", Variable(programs["gateway"], "Gateway__Destination"));
        Assert.Equal("430481", Variable(programs["county-430481"], "Node__Id"));
        Assert.Equal("--locale=C --encoding=UTF8", Variable(resources.GetProperty("postgres"), "POSTGRES_INITDB_ARGS"));
        Assert.All(programs.Values, program => Assert.EndsWith(".csproj", program.GetProperty("path").GetString()));
        var known = SettingsModel.Read(Repository.Sources).SelectMany(section => section.Settings).Select(setting => setting.Key).ToHashSet();
        Assert.Equal([], programs.Values.SelectMany(program => program.GetProperty("env").EnumerateObject()).Select(variable => variable.Name).Where(name => name.Contains("__"))
            .Select(name => System.Text.RegularExpressions.Regex.Replace(name.Replace("__", ":"), @":\d+(?=:|$)", ":0")).Where(name => !known.Contains(name)).Distinct());
        Assert.DoesNotContain("PRIVATE KEY", manifest.RootElement.GetRawText());
    }

    private static string? Variable(JsonElement resource, string name) => resource.GetProperty("env").GetProperty(name).GetString();

    private static IEnumerable<string> FindAsked(string xml) =>
        from element in XDocument.Parse(xml).Root!.DescendantsAndSelf()
        from attribute in element.Attributes()
        where attribute.Name.LocalName is "Include" or "Sdk" && attribute.Value.StartsWith("Aspire.", StringComparison.Ordinal)
        where !element.AncestorsAndSelf().Any(around => around.Attribute("Condition")?.Value == "'$(Aspire)' == 'true'")
        select $"{element.Name.LocalName} {attribute.Value} is asked for by everybody.";
}
