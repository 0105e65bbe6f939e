using System.Text.RegularExpressions;

namespace SmartCity.Protocols.Tests.Jt808;

/// <summary>A frame of the sample file and the line above it that says what it holds.</summary>
internal sealed record Sample(string Header, byte[] Frame)
{
    /// <summary>The text after "name=" up to the next ';', or null.</summary>
    public string? Field(string name) =>
        Regex.Match(Header, $@"(?:^|[;,\s]){Regex.Escape(name)}=([^;,]*?)(?=$|[;,]| [a-zA-Z]+=)") is { Success: true } match
            ? match.Groups[1].Value.Trim()
            : null;

    public ushort Id => Convert.ToUInt16(Field("id")![2..6], 16);

    public bool IsDecoded => Header.Length > 0;
}

/// <summary>The samples beside the working tree, read where they lie.</summary>
internal static class Samples
{
    public static IReadOnlyList<Sample> Read()
    {
        string? path = Find();
        if (path is null) Assert.Skip("shared/protocols/samples/jt808.txt is not here; set SMARTCITY_SHARED");
        var samples = new List<Sample>();
        string header = "";
        foreach (string line in File.ReadLines(path!))
        {
            if (line.StartsWith("#   id=", StringComparison.Ordinal)) header = line[4..];
            else if (line.StartsWith("# ---", StringComparison.Ordinal)) header = "";
            else if (!line.StartsWith('#')) samples.Add(new Sample(header, Convert.FromHexString(line.Trim())));
        }

        return samples;
    }

    public static IReadOnlyList<byte[]> Frames() => [.. Read().Select(sample => sample.Frame)];

    private static string? Find()
    {
        var roots = new List<string?> { Environment.GetEnvironmentVariable("SMARTCITY_SHARED") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            roots.Add(Path.Combine(folder.FullName, "shared"));
        }

        return roots.Where(root => !string.IsNullOrEmpty(root))
            .Select(root => Path.Combine(root!, "protocols", "samples", "jt808.txt"))
            .FirstOrDefault(File.Exists);
    }
}
