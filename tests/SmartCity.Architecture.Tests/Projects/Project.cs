using System.Xml.Linq;

namespace SmartCity.Architecture.Tests;

/// <summary>A project file: where it is and what it refers to.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="References">Paths of the projects it refers to, from the root.</param>
/// <param name="Packages">Names of its packages.</param>
/// <param name="Frameworks">Shared frameworks it refers to; a Web SDK counts as one.</param>
/// <param name="Silenced">Warnings it switches off, and analysers it removes.</param>
internal sealed record Project(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks, IReadOnlyList<string> Silenced)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsIn(string folder) => Path.StartsWith(folder, StringComparison.Ordinal);

    public static Project Read(string path, string xml)
    {
        var project = XDocument.Parse(xml).Root!;
        IEnumerable<string> Includes(string element) => project.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
        return new(path,
            [.. Includes("ProjectReference").Select(reference => Normal(path, reference))],
            [.. Includes("PackageReference")],
            [.. Includes("FrameworkReference"), .. ((string?)project.Attribute("Sdk"))?.EndsWith(".Web", StringComparison.Ordinal) == true ? ["Microsoft.AspNetCore.App"] : Array.Empty<string>()],
            [.. project.Descendants("NoWarn").Concat(project.Descendants("WarningsNotAsErrors")).Select(item => item.Value), .. project.Descendants().Select(item => (string?)item.Attribute("Remove")).OfType<string>().Where(removed => removed.Contains("Analyzers") || removed.Contains("BannedSymbols"))]);
    }

    private static string Normal(string project, string reference)
    {
        var parts = new Stack<string>(System.IO.Path.GetDirectoryName(project)!.Split('/', '\\'));
        foreach (var part in reference.Split('/', '\\'))
            if (part == "..")
                parts.Pop();
            else
                parts.Push(part);
        return string.Join('/', parts.Reverse());
    }
}
