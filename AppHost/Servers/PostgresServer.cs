using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Topology;
using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Servers;

/// <summary>This system's PostgreSQL on a folder and a port of our own. It refuses to run as root: then it runs as <c>postgres</c>.</summary>
internal sealed class PostgresServer
{
    private const string User = "smartcity";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string programs;
    private readonly string cluster;
    private readonly string passwords;
    private readonly int port;

    /// <exception cref="HostFailure">PostgreSQL is not installed.</exception>
    public PostgresServer(string data, Ports ports)
    {
        var server = SystemCommand.Newest("/usr/lib/postgresql", "*", "bin/postgres")
            ?? throw new HostFailure("--infra native needs PostgreSQL, and there is none in /usr/lib/postgresql. Debian: apt-get install postgresql. Without it: --infra embedded.");
        (programs, port) = (Path.GetDirectoryName(server)!, ports.Postgres);
        var folder = Path.Combine(data, "postgres");
        (cluster, passwords) = (Path.Combine(folder, "cluster"), Path.Combine(data, "postgres-passwords"));
        Plan = new("postgres", "PostgreSQL", folder, "INT",
            [.. AsServer, server, "-D", cluster, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "logging_collector=off"],
            new Dictionary<string, string>());
    }

    public ServerPlan Plan { get; }

    // setpriv becomes the server; runuser would stay in front of it and keep signals to itself.
    private static string[] AsServer => SystemCommand.IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>The connection string of a node's database. The password stands in a file of its owner alone.</summary>
    public string DatabaseOf(string node) => Connect("node_" + node);

    /// <summary>Makes the cluster, the first time.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Plan.Data);
        if (SystemCommand.IsRoot)
            await SystemCommand.RunAsync(["chown", "postgres:postgres", Plan.Data], "Is there a user postgres? Debian: apt-get install postgresql.", cancellation);
        if (File.Exists(Path.Combine(cluster, "PG_VERSION")) && File.Exists(passwords))
            return;
        if (Directory.Exists(cluster))
            throw new HostFailure($"{cluster} is half made or its password file {passwords} is gone. Begin anew with --fresh.");
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var once = Path.Combine(Plan.Data, "password");
        PrivateFile.Write(once, password);
        try
        {
            if (SystemCommand.IsRoot)
                await SystemCommand.RunAsync(["chown", "postgres", once], "", cancellation);
            await SystemCommand.RunAsync([.. AsServer, Path.Combine(programs, "initdb"), "-D", cluster, "--locale=C", "--encoding=UTF8", "--auth=scram-sha-256", "--username=" + User, "--pwfile=" + once],
                $"The user that PostgreSQL runs as must be able to enter {Plan.Data}; name another folder with --data if it cannot.", cancellation);
        }
        finally
        {
            File.Delete(once);
        }
        PrivateFile.Write(passwords, $"127.0.0.1:*:*:{User}:{password}\n");
    }

    /// <summary>Waits until it answers, and makes the databases that are missing.</summary>
    public async Task ReadyAsync(IEnumerable<string> nodes, Task<string> hopeless, TimeProvider clock, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (true)
            try
            {
                await using var connection = new NpgsqlConnection(Connect("postgres"));
                await connection.OpenAsync(cancellation);
                foreach (var node in nodes)
                    await CreateAsync(connection, "node_" + node, cancellation);
                return;
            }
            catch (NpgsqlException failure) when (failure.IsTransient || failure.InnerException is System.Net.Sockets.SocketException)
            {
                if (hopeless.IsCompletedSuccessfully)
                    throw new HostFailure(await hopeless);
                if (clock.GetElapsedTime(began) > Patience)
                    throw new HostFailure($"PostgreSQL does not answer on 127.0.0.1:{port} after {Patience.TotalSeconds:0} s: {failure.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellation);
            }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string database, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await look.ExecuteScalarAsync(cancellation) is not null)
            return;
        await using var create = new NpgsqlCommand($"create database {database} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    private string Connect(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Passfile = passwords,
        Database = database,
        MaxPoolSize = 30,
    }.ToString();
}
