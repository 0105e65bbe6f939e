using System.Text.Json;

namespace SmartCity.Architecture.Tests;

public sealed class SettingsTests
{
    // Sections that belong to the framework.
    private static readonly string[] Frameworks = ["Logging", "AllowedHosts", "Kestrel", "urls"];

    [Fact]
    public void The_settings_document_says_what_the_options_classes_say()
    {
        var expected = SettingsDocument.Make(Repository.Sources);
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
            File.WriteAllText(System.IO.Path.Combine(Repository.Root, SettingsDocument.Path), expected);
        Assert.Equal(expected, Repository.Read(SettingsDocument.Path));
    }

    [Fact]
    public void Every_options_class_is_found_with_its_nested_settings()
    {
        var keys = Keys(Repository.Sources);
        Assert.Contains("Node:Id", keys);
        Assert.Contains("Rights:Issuers:0:Key", keys);
        Assert.Contains("Gateway:Limits:Silence", keys);
        Assert.All(ModuleFolder.All.Where(module => Repository.Sources.Any(source => source.Path == $"{module.Folder}{module.Name}Options.cs")),
            module => Assert.Contains(keys, key => key.StartsWith(module.Name + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_changed_default_changes_the_document()
    {
        var source = new Source("services/Traffic/TrafficOptions.cs", "/// <summary>Settings, section <c>Traffic</c>.</summary>\npublic sealed class TrafficOptions\n{\n    /// <summary>How fast, km/h.</summary>\n    [Range(1, 90)]\n    public int Speed { get; set; } = 40;\n}\n");
        Assert.Contains("| `Traffic:Speed` | `int` | `40` | How fast, km/h. | `[Range(1, 90)]` |", SettingsDocument.Make([source]));
        Assert.NotEqual(SettingsDocument.Make([source]), SettingsDocument.Make([source with { Text = source.Text.Replace("= 40", "= 50") }]));
    }

    [Fact]
    public void Settings_files_name_only_settings_that_exist() => Assert.Empty(
        from path in Repository.Files("appsettings*.json")
        from mistake in FindUnknown(path, Repository.Read(path), Keys(Repository.Sources))
        select mistake);

    [Fact]
    public void A_setting_that_does_not_exist_is_noticed()
    {
        var mistakes = FindUnknown("appsettings.json", """{"Node":{"Id":"430481","Role":"county","Modules":["Federation"]},"Logging":{"LogLevel":{"Default":"Warning"}}}""", ["Node:Id", "Node:Modules:0"]);
        Assert.Equal("appsettings.json: Node:Role is no setting of this build.", Assert.Single(mistakes));
    }

    private static HashSet<string> Keys(IReadOnlyList<Source> sources) => [.. SettingsModel.Read(sources).SelectMany(section => section.Settings).Select(setting => setting.Key)];

    private static IEnumerable<string> FindUnknown(string path, string json, IReadOnlyCollection<string> known)
    {
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return [.. Leaves("", document.RootElement).Where(key => !Frameworks.Contains(key.Split(':')[0]) && !known.Contains(key) && !known.Contains(key[..Math.Max(0, key.LastIndexOf(':'))])).Select(key => $"{path}: {key} is no setting of this build.")];
    }

    private static IEnumerable<string> Leaves(string at, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves(at.Length == 0 ? member.Name : $"{at}:{member.Name}", member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(at + ":0", item)),
        _ => [at],
    };
}
