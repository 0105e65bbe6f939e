namespace SmartCity.Protocols.Tests.Gb20999;

/// <summary>Finds the shared sample frames, or skips the test with the reason.</summary>
internal static class Samples
{
    public static string Path(string name)
    {
        string? root = Environment.GetEnvironmentVariable("SMARTCITY_SHARED");
        string? found = root is null ? null : Existing(System.IO.Path.Combine(root, "protocols", "samples", name));
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); found is null && at is not null; at = at.Parent)
        {
            found = Existing(System.IO.Path.Combine(at.FullName, "shared", "protocols", "samples", name));
        }

        if (found is null)
        {
            Assert.Skip($"sample '{name}' is not here: set SMARTCITY_SHARED to the folder that holds protocols/samples");
        }

        return found;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
