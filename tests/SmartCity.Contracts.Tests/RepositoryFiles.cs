namespace SmartCity.Contracts.Tests;

/// <summary>Files of the repository that tests keep true: found by walking up to the solution.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "contracts/SmartCity.Contracts/events.txt");

    public static string Golden => Path.Combine(Root, "tests/SmartCity.Contracts.Tests/golden");

    public static string FederationDocument => Path.Combine(Root, "docs/protocol/federation.md");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SmartCity.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"There is no SmartCity.sln above {AppContext.BaseDirectory}.");
    }
}
