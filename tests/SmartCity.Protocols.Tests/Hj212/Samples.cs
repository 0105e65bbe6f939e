using System.Text;

namespace SmartCity.Protocols.Tests.Hj212;

/// <summary>One line of a sample file and the comment above it.</summary>
internal sealed record Sample(string Comment, string Line)
{
    public byte[] Frame { get; } = Encoding.UTF8.GetBytes(Line + "\r\n");

    public string Segment => Line[6..^4];
}

/// <summary>The protocol samples beside the working tree, read where they lie.</summary>
internal static class Samples
{
    public static IReadOnlyList<Sample> Read(string fileName)
    {
        string? path = Find(fileName);
        if (path is null)
        {
            Assert.Skip($"no shared/protocols/samples/{fileName} above {AppContext.BaseDirectory}; set SMARTCITY_SHARED");
        }

        var samples = new List<Sample>();
        string comment = "";
        foreach (string line in File.ReadLines(path!))
        {
            if (line.StartsWith("##", StringComparison.Ordinal))
            {
                samples.Add(new Sample(comment, line));
            }
            else
            {
                comment = line;
            }
        }

        return samples;
    }

    private static string? Find(string fileName)
    {
        var roots = new List<string?> { Environment.GetEnvironmentVariable("SMARTCITY_SHARED") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            roots.Add(Path.Combine(folder.FullName, "shared"));
        }

        return roots.Where(root => !string.IsNullOrEmpty(root))
            .Select(root => Path.Combine(root!, "protocols", "samples", fileName))
            .FirstOrDefault(File.Exists);
    }
}
