using System.Diagnostics;
using System.Globalization;
using SmartCity.AppHost.CommandLine;

namespace SmartCity.AppHost.Servers;

/// <summary>Commands of this system that end by themselves, and who we are to it.</summary>
internal static class SystemCommand
{
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Runs one; its failure is told with what it printed.</summary>
    public static async Task RunAsync(IReadOnlyList<string> command, string hint, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new HostFailure($"{Path.GetFileName(command[0])} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}: {string.Concat(printed).Trim()} {hint}");
    }

    /// <summary>The newest of the files that match a pattern with one star in a folder's name; null when there is none.</summary>
    public static string? Newest(string root, string folders, string file) => !Directory.Exists(root) ? null
        : Directory.EnumerateDirectories(root, folders).OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, file)).LastOrDefault(File.Exists);
}
