using System.Diagnostics;
using Npgsql;

namespace SmartCity.Benchmarks.Running;

/// <summary>A PostgreSQL server of its own with Debian's defaults (durable commits, 128 MB of shared buffers), for the time of a benchmark.</summary>
internal sealed class Postgres : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin/";
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-bench-pg-").FullName;
    private readonly int port = Children.FreePort();
    private Process? server;

    /// <summary>Makes and starts a server.</summary>
    public static async Task<Postgres> StartAsync()
    {
        var postgres = new Postgres();
        await Children.RunAsync("chown", ["postgres", postgres.folder], Nothing);
        await Children.RunAsync("runuser", ["-u", "postgres", "--", Programs + "initdb", "-D", postgres.folder + "/data", "-A", "trust", "--locale=C", "-E", "UTF8"], Nothing);
        await Children.RunAsync("runuser", ["-u", "postgres", "--", Programs + "pg_ctl", "-D", postgres.folder + "/data", "-w", "-l", postgres.folder + "/log", "-o", $"-p {postgres.port} -k {postgres.folder} -h 127.0.0.1", "start"], Nothing);
        postgres.server = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(postgres.folder + "/data/postmaster.pid"))[0]));
        return postgres;
    }

    /// <summary>Makes an empty database and says how to reach it.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(To("postgres"));
        await using var create = source.CreateCommand($"create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
        await create.ExecuteNonQueryAsync();
        return To(name);
    }

    /// <summary>Processor time of the server so far, connections that were closed included.</summary>
    public TimeSpan Cpu() => Children.Cpu(server!, withChildren: true);

    private string To(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database}";

    public void Dispose()
    {
        if (server is not null)
            Process.Start("runuser", ["-u", "postgres", "--", Programs + "pg_ctl", "-D", folder + "/data", "-m", "immediate", "-s", "stop"]).WaitForExit();
        Directory.Delete(folder, recursive: true);
    }
}
