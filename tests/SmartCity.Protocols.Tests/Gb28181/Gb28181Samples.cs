using System.Text;

namespace SmartCity.Protocols.Tests.Gb28181;

/// <summary>The collected samples, where they are: messages and documents by the heading they stand under.</summary>
internal static class Gb28181Samples
{
    /// <summary>The lines under a heading that begins so, without notes; the test is skipped when the samples are not here.</summary>
    public static string Section(string heading)
    {
        var lines = File.ReadAllLines(PathOf("gb28181.txt"));
        var start = Array.FindIndex(lines, line => line.StartsWith("### " + heading + " ", StringComparison.Ordinal));
        Assert.True(start >= 0, $"the samples have no section {heading}");
        var body = lines.Skip(start + 1).TakeWhile(line => !line.StartsWith("### ", StringComparison.Ordinal)).Where(line => !line.StartsWith('#'));
        return string.Join('\n', body);
    }

    /// <summary>A message of a section that holds several, told apart by lines of dashes, as it stood on the wire.</summary>
    public static byte[] Message(string heading, int index)
    {
        var text = Section(heading).Split("\n---\n")[index].Trim('\n');
        return Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n");
    }

    private static string PathOf(string name)
    {
        var fromEnvironment = Environment.GetEnvironmentVariable("SMARTCITY_SHARED");
        IEnumerable<string> roots = fromEnvironment is null ? [] : [fromEnvironment];
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            roots = roots.Append(Path.Combine(folder.FullName, "shared"));
        var found = roots.Select(root => Path.Combine(root, "protocols", "samples", name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"the sample {name} is not here; set SMARTCITY_SHARED to the folder that holds protocols/samples");
        return found!;
    }
}
