using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace SmartCity.EndToEnd.Tests;

/// <summary>The real AppHost as a process of its own, in a process group of its own, on free ports.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Task reading;

    private AppHostProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int Pid => process.Id;

    /// <summary>All it printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static AppHostProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>With an environment, which it hands on to its programs.</summary>
    public static AppHostProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // setsid makes it the leader of a group whose number is its pid: the whole group can be killed at once.
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["dotnet", Built("SmartCity.AppHost"), .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>The dll of a built program, beside this test's own.</summary>
    public static string Built(string program, string? dll = null)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, program, here.Name, (dll ?? program) + ".dll");
    }

    /// <summary>An offset at which every port of the city is free.</summary>
    public static int FreeOffset()
    {
        int[] ports = [8080, 8100, 8481, 8421, 8412, 21400, 21481, 21421, 21412, 22481, 22421, 22412, 8101, 8102, 23432, 23672, 23673, 23674];
        return Enumerable.Range(0, 100).Select(_ => Random.Shared.Next(1000, 9900)).First(offset => ports.All(port => IsFree(port + offset)));
    }

    public async Task<int> ExitAsync(TimeSpan patience)
    {
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The AppHost did not end within {patience}. It printed:\n{Output}");
        }
        await reading;
        return process.ExitCode;
    }

    /// <summary>Waits until it has printed something.</summary>
    public async Task PrintedAsync(string text, TimeSpan patience)
    {
        var began = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (process.HasExited || began.Elapsed > patience)
                throw new TimeoutException($"Waited in vain for “{text}”{(process.HasExited ? $"; it ended with {process.ExitCode}" : "")}. It printed:\n{Output}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Types a line and waits for what is said to it, once more than before.</summary>
    public async Task TypeAsync(string line, string answer)
    {
        var before = Output.Split(answer).Length;
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        for (var began = Stopwatch.StartNew(); Output.Split(answer).Length == before; await Task.Delay(20, TestContext.Current.CancellationToken))
            if (began.Elapsed > TimeSpan.FromSeconds(10))
                throw new TimeoutException($"Typed “{line}” and waited in vain for “{answer}”. It printed:\n{Output}");
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public void Terminate() => Signal(process.Id, 15);

    /// <summary>SIGKILL to it alone.</summary>
    public void Kill() => Signal(process.Id, 9);

    /// <summary>SIGKILL to it and everything it started.</summary>
    public void KillGroup() => Signal(-process.Id, 9);

    public static void Signal(int pid, int signal) => _ = NativeKill(pid, signal);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Terminate();
            await process.WaitForExitAsync().WaitAsync(StopPatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            KillGroup();
        }
        process.Dispose();
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
            lock (output)
                output.AppendLine(line);
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int NativeKill(int pid, int signal);
}

/// <summary>A folder for one test, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("smartcity-e2e-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
