using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SmartCity.Benchmarks.Running;

/// <summary>Programs that a benchmark started, each with what it has used so far; all end with it.</summary>
internal sealed class Children : IDisposable
{
    private readonly List<Process> processes = [];

    /// <summary>A folder of this benchmark alone, deleted at its end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("smartcity-bench-").FullName;

    /// <summary>Starts a program of this build.</summary>
    public Process StartOurs(string program, params IEnumerable<string> arguments) => Start("dotnet", [Ours(program), .. arguments], new Dictionary<string, string>());

    /// <summary>The file of a program of this build; a program that is a file already is itself.</summary>
    public static string Ours(string program) => program.EndsWith(".dll", StringComparison.Ordinal) ? Path.GetFullPath(program) : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, new DirectoryInfo(AppContext.BaseDirectory).Name, program + ".dll"));

    /// <summary>Starts a program; what it says is thrown away, what it complains of is told.</summary>
    public Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, bool quiet = false)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = quiet };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Told(line.Data);
        process.BeginOutputReadLine();
        if (quiet)
            process.BeginErrorReadLine();
        processes.Add(process);
        return process;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await wrong} {await said}");
    }

    /// <summary>Processor time of a process and of those it started, so far.</summary>
    public static TimeSpan Cpu(Process process, bool withChildren = false)
    {
        var ticks = Ticks(process.Id);
        if (withChildren)
            foreach (var child in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)))
                if (Stat(int.Parse(child!, CultureInfo.InvariantCulture)) is { } stat && stat[1] == process.Id.ToString(CultureInfo.InvariantCulture))
                    ticks += Ticks(int.Parse(child!, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    /// <summary>Resident memory of a process now, bytes.</summary>
    public static long Resident(Process process) => Stat(process.Id) is { } stat ? long.Parse(stat[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;

    /// <summary>A TCP port nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Ends one of them now.</summary>
    public void End(Process process)
    {
        if (!processes.Remove(process))
            return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    // Time of ended children that were waited for counts as well.
    private static double Ticks(int id) => Stat(id) is { } stat ? stat[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) : 0;

    // The fields after the program's name, which may hold anything: state is the first, the parent the second.
    private static string[]? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Told(string? line)
    {
        if (Environment.GetEnvironmentVariable("BENCH_VERBOSE") == "1" && line is not null)
            Console.Error.WriteLine(line);
    }

    public void Dispose()
    {
        foreach (var process in processes.ToList())
            End(process);
        Directory.Delete(Folder, recursive: true);
    }
}
