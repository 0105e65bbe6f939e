using System.Diagnostics;
using System.Globalization;

namespace SmartCity.AppHost.Topology;

/// <summary>Who holds a TCP port, as far as this system tells (Linux: <c>/proc</c>, own processes, or all as root).</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>For example <c>dotnet (pid 4711)</c>; null when it cannot be found out.</summary>
    public static string? Of(int port)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || SocketOf(port) is not { } inode)
                return null;
            return Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
                .Where(pid => Holds(pid!, $"socket:[{inode}]")).Select(pid => Describe(pid!)).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? SocketOf(int port)
    {
        var wanted = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 9 && cells[1].EndsWith(wanted, StringComparison.Ordinal) && cells[3] == Listening)
            .Select(cells => cells[9]).FirstOrDefault();
    }

    private static bool Holds(string pid, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(handle => File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name == socket);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Describe(string pid)
    {
        var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var program = words is [var dotnet, var dll, ..] && Path.GetFileName(dotnet) == "dotnet" ? Path.GetFileName(dll) : Path.GetFileName(words.FirstOrDefault() ?? "?");
        return $"{program} (pid {pid})";
    }
}
