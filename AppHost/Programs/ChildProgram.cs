using System.Diagnostics;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Topology;

namespace SmartCity.AppHost.Programs;

/// <summary>
/// One program kept running: started, its output filed, started again with back-off when it dies, ended by closing its
/// standard input. That pipe closes however we end, so no child outlives us for long.
/// </summary>
internal sealed class ChildProgram(IChildPlan plan, ProcessRegister register, string logFolder, Action<string> say, TimeProvider clock) : IAsyncDisposable
{
    private const int SettingsWrong = 2;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<string> hopeless = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildLog log = new(Path.Combine(logFolder, plan.Id + ".log"));
    private Process? process;
    private Task running = Task.CompletedTask;

    public IChildPlan Plan => plan;

    public string LogFile => log.Path;

    public IReadOnlyList<string> LastLines => log.LastLines;

    /// <summary>Id of the process; null while there is none.</summary>
    public int? Pid => process is { HasExited: false } alive ? alive.Id : null;

    public int Restarts { get; private set; }

    /// <summary>Ends, with the reason, when starting it again cannot help.</summary>
    public Task<string> Hopeless => hopeless.Task;

    public void Start()
    {
        Directory.CreateDirectory(plan.Data);
        running = Task.Run(KeepRunningAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        log.Dispose();
    }

    private async Task KeepRunningAsync()
    {
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            var began = clock.GetTimestamp();
            var code = await RunOnceAsync();
            if (stopping.IsCancellationRequested || !await MeantAsync(code))
                return;
            failures = clock.GetElapsedTime(began) > Steady ? 1 : failures + 1;
            var pause = TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, failures - 1)));
            say($"{plan.Id} {plan.Name} died with exit code {code}; started again in {pause.TotalSeconds:0} s. Its last words, also in {log.Path}:{Tail(3)}");
            Restarts++;
            await Task.Delay(pause, clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Ctrl-C reaches the children as well, and some are quicker than we are.
    private async Task<bool> MeantAsync(int code)
    {
        if (code == SettingsWrong)
        {
            hopeless.TrySetResult($"{plan.Id} {plan.Name} does not start with its settings:{Tail(10)}");
            return false;
        }
        await Task.Delay(TimeSpan.FromMilliseconds(400), clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    private async Task<int> RunOnceAsync()
    {
        using var child = Process.Start(StartInfo()) ?? throw new HostFailure($"{plan.Id} {plan.Name} could not be started.");
        process = child;
        register.Add(plan.Id, child);
        var output = Task.WhenAll(FileAsync(child.StandardOutput), FileAsync(child.StandardError));
        await child.WaitForExitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!child.HasExited)
            await StopAsync(child);
        await output.WaitAsync(TimeSpan.FromSeconds(5), clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        register.Remove(plan.Id);
        process = null;
        return child.ExitCode;
    }

    private async Task StopAsync(Process child)
    {
        child.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience, clock);
        await child.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (child.HasExited)
            return;
        say($"{plan.Id} {plan.Name} (pid {child.Id}) did not stop within {StopPatience.TotalSeconds:0} s; it is killed.");
        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync(CancellationToken.None);
    }

    private ProcessStartInfo StartInfo()
    {
        var start = plan.StartInfo();
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, true, false);
        return start;
    }

    private async Task FileAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            log.Add(line);
    }

    private string Tail(int lines) => string.Concat(log.LastLines.TakeLast(lines).Select(line => Environment.NewLine + "    " + line));
}
