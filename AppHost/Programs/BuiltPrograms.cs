using System.Runtime.InteropServices;
using SmartCity.AppHost.CommandLine;

namespace SmartCity.AppHost.Programs;

/// <summary>Where the built programs are: beside our own folder, as the build or a publish laid them out.</summary>
internal static class BuiltPrograms
{
    /// <summary>The program's dll.</summary>
    /// <exception cref="HostFailure">It was not built.</exception>
    public static string Locate(string program)
    {
        var candidates = Candidates(AppContext.BaseDirectory, program).ToList();
        return candidates.FirstOrDefault(File.Exists) ?? throw new HostFailure(
            $"{program} is not built; looked for {string.Join(" and ", candidates)}. Build it with: dotnet build AppHost");
    }

    /// <summary>The host that runs us, so that children run on the same .NET.</summary>
    public static string Dotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return File.Exists(Path.Combine(root, name)) ? Path.Combine(root, name) : name;
    }

    private static IEnumerable<string> Candidates(string here, string program)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(here));
        var dll = program + ".dll";
        // artifacts/bin/SmartCity.AppHost/debug beside artifacts/bin/SmartCity.Node/debug; publish has the same shape.
        if (folder.Parent?.Parent is { } artifacts)
            yield return Path.Combine(artifacts.FullName, program, folder.Name, dll);
        yield return Path.Combine(folder.FullName, "programs", program, dll);
    }
}
