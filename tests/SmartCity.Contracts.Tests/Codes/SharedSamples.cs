namespace SmartCity.Contracts.Tests.Codes;

/// <summary>The sample files beside the project; tests that read them skip where the folder is not there.</summary>
internal static class SharedSamples
{
    private const string Folder = "shared/protocols/samples";

    public static string Find(string file)
    {
        var path = Candidates().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"No {Folder}/{file} above {AppContext.BaseDirectory} nor under SMARTCITY_SHARED.");
        return path!;
    }

    /// <summary>Data lines of a file, cut at the separator; comment lines begin with #.</summary>
    public static IEnumerable<string[]> Rows(string file, char separator) =>
        File.ReadLines(Find(file)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(separator));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("SMARTCITY_SHARED") is { Length: > 0 } shared)
            yield return Path.Combine(shared, "protocols/samples");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, Folder);
    }
}
