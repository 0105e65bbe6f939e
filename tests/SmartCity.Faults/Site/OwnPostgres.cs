using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using SmartCity.TestKit;

namespace SmartCity.Faults.Site;

/// <summary>A PostgreSQL server of our own, so that it can be killed.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string bin;
    private readonly string folder;
    private readonly int port = TestPorts.Free();
    private readonly string user = Environment.UserName == "root" ? "postgres" : "";
    private Process? server;

    private OwnPostgres(string bin, string folder) => (this.bin, this.folder) = (bin, folder);

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=smartcity;Database=city;Maximum Pool Size=30";

    private string Data => Path.Combine(folder, "db");

    /// <summary>Makes a server in a folder; null when there is no PostgreSQL here.</summary>
    public static async Task<OwnPostgres?> CreateAsync(string folder)
    {
        const string Installed = "/usr/lib/postgresql";
        var found = Directory.Exists(Installed) ? Directory.EnumerateDirectories(Installed).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max() : null;
        if (found is not { } bin)
            return null;
        Directory.CreateDirectory(folder);
        var server = new OwnPostgres(bin, folder);
        if (server.user.Length > 0)
            await RunAsync(new("chown", ["-R", server.user, folder]));
        await RunAsync(server.As("initdb", "-D", server.Data, "--locale=C", "--encoding=UTF8", "--auth=trust", "--username=smartcity"));
        server.Start();
        await server.ReadyAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString.Replace("Database=city", "Database=postgres;Pooling=false", StringComparison.Ordinal));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand("create database city template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", connection);
        await create.ExecuteNonQueryAsync();
        return server;
    }

    public void Start() => server = Process.Start(As("postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "logging_collector=off"));

    /// <summary>SIGKILL to the server and all its processes at once, as when the machine loses power; fsync is on.</summary>
    public void Kill()
    {
        if (Pid() is { } pid)
            foreach (var each in ChildrenOf(pid).Prepend(pid))
                _ = NativeKill(each, 9);
        server?.WaitForExit(5000);
    }

    public async Task ReadyAsync()
    {
        await Eventually.True("PostgreSQL", async () =>
        {
            using var ready = Process.Start(new ProcessStartInfo(Path.Combine(bin, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
            await ready.WaitForExitAsync();
            return ready.ExitCode == 0;
        }, TimeSpan.FromSeconds(40));
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Kill();
        server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private int? Pid()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).First(), CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    private static List<int> ChildrenOf(int parent) => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(pid => ParentOf(pid) == parent)];

    private static int ParentOf(int pid)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // PostgreSQL refuses to run as root.
    private ProcessStartInfo As(string program, params string[] arguments)
    {
        var path = Path.Combine(bin, program);
        var start = user.Length > 0 ? new ProcessStartInfo("setpriv", ["--reuid", user, "--regid", user, "--clear-groups", path, .. arguments]) : new ProcessStartInfo(path, arguments);
        start.RedirectStandardError = start.RedirectStandardOutput = start.RedirectStandardInput = true;
        return start;
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)}: {errors}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int NativeKill(int pid, int signal);
}
