using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>A source file.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="Text">As it stands.</param>
internal sealed record Source(string Path, string Text)
{
    /// <summary>The code without comments; texts in quotes stay.</summary>
    public string Code => Regex.Replace(Text, @"^\s*//.*$|(?<=[;{}),\s])//(?!/).*$|/\*.*?\*/", "", RegexOptions.Multiline);
}

/// <summary>The repository these tests read.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", ".git", ".smartcity", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> Projects { get; } = [.. Files("*.csproj").Select(path => Project.Read(path, Read(path)))];

    public static IReadOnlyList<Source> Sources { get; } = [.. Files("*.cs").Select(path => new Source(path, Read(path)))];

    /// <summary>Sources of what is shipped and answers for the city: services, gateway, contracts.</summary>
    public static IEnumerable<Source> Shipped => Sources.Where(source => IsIn(source.Path, "services/") || IsIn(source.Path, "gateway/") || IsIn(source.Path, "contracts/"));

    public static IEnumerable<string> Files(string pattern) => Walk(new DirectoryInfo(Root), pattern).Select(file => System.IO.Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Root, path));

    public static bool IsIn(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Concat(folder.EnumerateDirectories().Where(inner => !Skipped.Contains(inner.Name)).SelectMany(inner => Walk(inner, pattern)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SmartCity.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"There is no SmartCity.sln above {AppContext.BaseDirectory}.");
    }
}
