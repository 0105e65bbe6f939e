using SmartCity.Contracts;

namespace SmartCity.Architecture.Tests;

public sealed class SourceTests
{
    // What a rule finds and was looked at: source and the reason it stays.
    private static readonly string[] RoleExceptions =
    [
        "contracts/SmartCity.Contracts/Codes/", // the table of divisions holds the city's code
    ];

    private static readonly Dictionary<string, string> AreaOfEvent = EventTypes.All.GroupBy(type => type.Clr.Name).ToDictionary(group => group.Key, group => group.First().Area);

    [Fact]
    public void Nobody_reads_the_machines_clock_or_blocks_a_thread() => Assert.Empty(Repository.Sources.Where(source => !Repository.IsIn(source.Path, "tests/SmartCity.Architecture.Tests/")).SelectMany(SourceRules.FindBanned));

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("work.Wait();")]
    [InlineData("#pragma warning disable RS0030 // just once")]
    public void A_banned_call_is_noticed(string code) => Assert.Single(SourceRules.FindBanned(new("x.cs", code)));

    [Fact]
    public void A_banned_call_in_a_comment_is_not() => Assert.Empty(SourceRules.FindBanned(new("x.cs", "/// <summary>Not DateTime.Now.</summary>\n    // nor Thread.Sleep\n")));

    [Fact]
    public void The_banned_symbols_are_the_ones_promised_and_reach_every_project()
    {
        var banned = Repository.Read("eng/BannedSymbols.txt");
        Assert.All(["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Thread.Sleep", "Task`1.Result"], symbol => Assert.Contains(symbol, banned));
        Assert.Contains("eng/BannedSymbols.txt", Repository.Read("Directory.Build.props"));
        Assert.Contains("<TreatWarningsAsErrors>true", Repository.Read("Directory.Build.props"));
        Assert.Empty(Repository.Projects.Where(project => project.Silenced.Any(Silences)).Select(project => $"{project.Path} silences {string.Join(", ", project.Silenced)}"));
    }

    [Fact]
    public void A_project_that_silences_the_analyser_is_noticed() =>
        Assert.Contains(Project.Read("a/a.csproj", "<Project><PropertyGroup><NoWarn>$(NoWarn);RS0030</NoWarn></PropertyGroup></Project>").Silenced, Silences);

    [Fact]
    public void Nobody_asks_whether_we_are_the_city_or_a_county() =>
        Assert.Empty(Repository.Shipped.Where(source => !RoleExceptions.Any(folder => Repository.IsIn(source.Path, folder))).SelectMany(SourceRules.FindRoles));

    [Theory]
    [InlineData("if (node.IsCity) return;")]
    [InlineData("if (options.Value.Role == 1) return;")]
    [InlineData("""if (node.Id == "430400") return;""")]
    [InlineData("#if COUNTY")]
    public void A_question_for_the_role_is_noticed(string code) => Assert.Single(SourceRules.FindRoles(new("services/X/X.cs", code)));

    [Fact]
    public void Protocols_know_no_sockets_files_or_loggers() =>
        Assert.Empty(Repository.Sources.Where(source => Repository.IsIn(source.Path, "contracts/protocols/")).SelectMany(SourceRules.FindOutsideWorld));

    [Theory]
    [InlineData("using System.Net.Sockets;")]
    [InlineData("File.ReadAllText(path)")]
    [InlineData("using Microsoft.Extensions.Logging;")]
    public void A_protocol_that_does_is_noticed(string code) => Assert.NotEmpty(SourceRules.FindOutsideWorld(new("contracts/protocols/X/X.cs", code)));

    [Fact]
    public void Only_one_file_names_the_modules() => Assert.Empty(Repository.Shipped.SelectMany(SourceRules.FindModulesMade));

    [Fact]
    public void A_second_file_that_names_a_module_is_noticed() => Assert.Single(SourceRules.FindModulesMade(new("services/Node/Program.cs", "NodeHost.Build(args, [new TrafficModule()])")));

    [Fact]
    public void A_module_tells_only_events_of_its_own_area() => Assert.Empty(
        from module in ModuleFolder.All
        from source in Repository.Sources
        where Repository.IsIn(source.Path, module.Folder)
        from mistake in SourceRules.FindForeignEvents(source, module.Route, AreaOfEvent)
        select mistake);

    [Fact]
    public void An_event_of_another_area_is_noticed() =>
        Assert.Single(SourceRules.FindForeignEvents(new("services/Traffic/X.cs", "db.Append(new LimitExceeded(1));"), "traffic", AreaOfEvent));

    private static bool Silences(string silenced) => silenced.Contains("RS0030") || silenced.Contains("CA2016") || silenced.Contains("nullable", StringComparison.OrdinalIgnoreCase) || silenced.Contains("Banned");
}
