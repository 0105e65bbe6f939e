using System.Text.RegularExpressions;
using SmartCity.Architecture.Tests;

namespace SmartCity.Helm.Tests;

/// <summary>What can be said of the Dockerfile without building it: its stages hang together, its images have no more rights than they need.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Images = ["node", "gateway", "cli"];
    private static readonly IReadOnlyList<Stage> Stages = Read(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")));

    [Fact]
    public void Every_stage_stands_on_one_before_it_and_every_image_has_its_target()
    {
        for (var index = 0; index < Stages.Count; index++)
        {
            var before = Stages.Take(index).Select(stage => stage.Name).ToHashSet();
            Assert.True(before.Contains(Stages[index].From) || Stages[index].From is "${SDK}" or "${RUNTIME}", Stages[index].From);
            Assert.All(Stages[index].Of("COPY").Select(copy => Regex.Match(copy, "--from=([\\w-]+)")).Where(match => match.Success), match => Assert.Contains(match.Groups[1].Value, before));
        }
        Assert.All(Images, name => Assert.Contains(Stages, stage => stage.Name == name));
    }

    [Fact]
    public void Every_image_starts_the_program_that_its_project_publishes()
    {
        foreach (var name in Images)
        {
            var published = Stages.Single(stage => stage.Name == "publish-" + name).Of("RUN").Select(run => Regex.Match(run, @"dotnet publish (\S+) -c Release (?:--use-current-runtime )?-o /made/app")).Single(match => match.Success).Groups[1].Value;
            var project = Assert.Single(Repository.Projects, project => project.Path == published);
            var assembly = Regex.Match(Repository.Read(project.Path), "<AssemblyName>(.*?)</AssemblyName>") is { Success: true } named ? named.Groups[1].Value : project.Name;
            Assert.EndsWith($"{assembly}.dll\"]", Stages.Single(stage => stage.Name == name).Of("ENTRYPOINT").Single());
        }
    }

    [Fact]
    public void No_image_runs_as_root_or_holds_a_shell()
    {
        var @base = Stages.Single(stage => stage.Name == "base");
        Assert.Equal("1654", @base.Of("USER").Single());
        Assert.Equal("[\"/data\", \"/tmp\"]", @base.Of("VOLUME").Single());
        Assert.All(Images, name =>
        {
            var stage = Stages.Single(stage => stage.Name == name);
            Assert.Equal("base", stage.From);
            Assert.Empty(stage.Of("USER").Concat(stage.Of("RUN")).Concat(stage.Of("ADD")));
        });
        Assert.Contains("ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", Repository.Read("Dockerfile"));
    }

    [Fact]
    public void Nothing_that_was_made_here_or_is_secret_goes_into_a_build() =>
        Assert.Superset(new HashSet<string> { ".git", ".smartcity", "artifacts", "**/bin", "**/obj", "**/node_modules", "**/*.pem", "**/admin-token", "**/*.db" }, Repository.Read(".dockerignore").Split('\n').ToHashSet());

    [Fact]
    public void Every_project_that_an_image_needs_goes_into_its_build()
    {
        var ignored = Repository.Read(".dockerignore").Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or '*')).Select(folder => folder + "/").ToList();
        foreach (var name in (string[])["services/Node/SmartCity.Node.csproj", "gateway/SmartCity.Gateway.csproj", "services/Cli/SmartCity.Cli.csproj"])
            Assert.All(Needs(name), path => Assert.DoesNotContain(ignored, folder => path.StartsWith(folder, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Needs(string project) => Repository.Projects.Single(found => found.Path == project).References.SelectMany(Needs).Append(project).Distinct();

    private sealed record Stage(string From, string Name, IReadOnlyList<string> Lines)
    {
        public IEnumerable<string> Of(string instruction) => Lines.Where(line => line.StartsWith(instruction + " ", StringComparison.Ordinal)).Select(line => line[(instruction.Length + 1)..].Trim());
    }

    private static IReadOnlyList<Stage> Read(string text) =>
        [.. Regex.Split(text, @"^FROM ", RegexOptions.Multiline).Skip(1).Select(stage => stage.Split('\n')).Select(lines => Regex.Match(lines[0], @"^(\S+) AS (\S+)") is var match ? new Stage(match.Groups[1].Value, match.Groups[2].Value, lines[1..]) : null!)];
}
