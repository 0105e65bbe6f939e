namespace SmartCity.Protocols.Tests.Gat1400;

/// <summary>The sample file of the field, cut into its sections; tests that need it are skipped where it is not.</summary>
internal static class Samples
{
    private const string Name = "gat1400_viid.http.txt";

    /// <summary>The section headed <c>### B1 …</c>, without the heading.</summary>
    public static string Section(string mark)
    {
        var text = File.ReadAllText(Find()).ReplaceLineEndings("\n");
        var start = text.IndexOf($"### {mark} ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"no section {mark}");
        var body = text.IndexOf('\n', start) + 1;
        var end = text.IndexOf("\n###", body, StringComparison.Ordinal);
        return end < 0 ? text[body..] : text[body..end];
    }

    /// <summary>The last line of JSON in a section, as bytes.</summary>
    public static byte[] Json(string mark) =>
        System.Text.Encoding.UTF8.GetBytes(Section(mark).Split('\n').Last(line => line.StartsWith('{')));

    private static string Find()
    {
        var set = Environment.GetEnvironmentVariable("SMARTCITY_SHARED");
        if (set is not null && Probe(set) is { } there) return there;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Probe(Path.Combine(folder.FullName, "shared")) is { } found) return found;
        Assert.Skip($"{Name} is not at hand: set SMARTCITY_SHARED to the folder that holds protocols/samples.");
        return "";
    }

    private static string? Probe(string shared)
    {
        var path = Path.Combine(shared, "protocols", "samples", Name);
        return File.Exists(path) ? path : null;
    }
}
