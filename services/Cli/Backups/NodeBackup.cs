using System.Globalization;
using Npgsql;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Cli.Backups;

/// <summary>Copies a node while it runs: its database as of one moment, its key files, and what they are.</summary>
internal static class NodeBackup
{
    /// <summary>Makes a backup in a folder of its own below <paramref name="to"/>, named after node and time.</summary>
    /// <returns>The folder.</returns>
    public static async Task<(string Folder, BackupManifest Manifest)> MakeAsync(NodePlace node, string to, string? tools, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = await NodeOfAsync(node.Database, cancellation);
        var folder = Path.Combine(Path.GetFullPath(to), string.Create(CultureInfo.InvariantCulture, $"{id}-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
        if (Directory.Exists(folder))
            throw new Failure($"There is a backup {folder} already. Wait a second, or name another place with --to.");
        var part = folder + ".part";
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        Private.Folder(part);
        var (store, version, lanes, epoch) = node.OnPostgres
            ? await PostgresBackup.CopyAsync(node.Database, part, tools, cancellation)
            : await SqliteBackup.CopyAsync(node.Database, part, cancellation);
        var keys = node.KeyFiles().ToList();
        foreach (var key in keys)
            Private.Copy(key, Path.Combine(part, Path.GetFileName(key)));
        var files = new List<BackupFile>();
        foreach (var name in Directory.EnumerateFiles(part).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            files.Add((await BackupFile.OfAsync(part, name!, cancellation))!);
        var manifest = new BackupManifest(1, id, epoch, store, version, typeof(NodeBackup).Assembly.GetName().Version!.ToString(3), now, lanes, files);
        manifest.Write(part);
        Directory.Move(part, folder);
        return (folder, manifest);
    }

    private static async Task<string> NodeOfAsync(string database, CancellationToken cancellation)
    {
        try
        {
            await using var log = await LogReader.OpenAsync(database, cancellation);
            return log.Identity.Node;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or NpgsqlException)
        {
            throw new Failure(wrong.Message);
        }
    }
}

/// <summary>Where a node keeps its data.</summary>
/// <param name="Data">Its folder of keys (<c>Node:Data</c>).</param>
/// <param name="Database">A SQLite file or a PostgreSQL connection string (<c>Node:Database</c>).</param>
internal sealed record NodePlace(string Data, string Database)
{
    public const string Variable = "Node__Database";

    public bool OnPostgres => Database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>As the node itself would find it: the option, its own variable, the file in its folder.</summary>
    public static NodePlace Of(string data, string? database) =>
        new(Path.GetFullPath(data), database ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : Path.Combine(Path.GetFullPath(data), "node.db")));

    /// <summary>The node's private keys: without them it is a stranger to its peers.</summary>
    public IEnumerable<string> KeyFiles() => Directory.Exists(Data) ? Directory.EnumerateFiles(Data, "*.pem").Order(StringComparer.Ordinal) : [];
}

/// <summary>Files and folders for their owner's eyes alone.</summary>
internal static class Private
{
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Copy(string from, string to)
    {
        File.Copy(from, to);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Flush(to);
    }

    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
