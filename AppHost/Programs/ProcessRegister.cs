using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SmartCity.AppHost.Programs;

/// <summary>
/// The processes of this data folder, on disk: an AppHost that was killed leaves children behind that need some seconds to
/// notice, and the next start has to wait for their ports and databases.
/// </summary>
internal sealed class ProcessRegister(string data)
{
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly string file = Path.Combine(data, "processes.json");

    public void Add(string id, Process process)
    {
        lock (gate)
        {
            entries[id] = new(id, process.Id, process.StartTime.ToUniversalTime());
            Save();
        }
    }

    public void Remove(string id)
    {
        lock (gate)
        {
            if (entries.Remove(id))
                Save();
        }
    }

    /// <summary>Waits until what an earlier start left behind has ended; what hangs is killed.</summary>
    public async Task WaitForLeftBehindAsync(Action<string> say, TimeSpan patience, CancellationToken cancellation)
    {
        var left = Read().Select(entry => (entry, process: Running(entry))).Where(pair => pair.process is not null).ToList();
        if (left.Count == 0)
            return;
        say($"An earlier start was ended without notice; waiting for {string.Join(", ", left.Select(pair => $"{pair.entry.Id} (pid {pair.entry.Pid})"))} to end.");
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(patience);
        foreach (var (entry, process) in left)
        {
            await process!.WaitForExitAsync(giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            if (!process.HasExited)
            {
                say($"{entry.Id} (pid {entry.Pid}) hangs; it is killed.");
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellation);
            }
            process.Dispose();
        }
    }

    // A process id is given out again: the same id and another start is somebody else.
    private static Process? Running(Entry entry)
    {
        try
        {
            var process = Process.GetProcessById(entry.Pid);
            if (!process.HasExited && (process.StartTime.ToUniversalTime() - entry.Started).Duration() < SameStart)
                return process;
            process.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private List<Entry> Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(file)) ?? [] : [];
        }
        catch (JsonException)
        {
            // Killed while writing it; ports and database locks still tell.
            return [];
        }
    }

    private void Save() => File.WriteAllText(file, JsonSerializer.Serialize(entries.Values));

    private sealed record Entry(string Id, int Pid, DateTime Started);
}
