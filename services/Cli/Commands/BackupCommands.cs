using System.CommandLine;
using System.Globalization;
using Npgsql;
using SmartCity.Cli.Backups;

namespace SmartCity.Cli.Commands;

/// <summary><c>smartcity backup</c>, <c>backup verify</c> and <c>restore</c>: on the node's own machine, beside its files.</summary>
internal static class BackupCommands
{
    private static readonly Option<string?> Database = new("--database") { Description = $"The node's database, as in Node:Database: a SQLite file, or a PostgreSQL connection string; default the variable {NodePlace.Variable}, then node.db in --data." };
    private static readonly Option<string?> Tools = new("--pg-bin") { Description = "Folder of pg_dump and pg_restore; default where they are installed." };
    private static readonly Argument<string> Folder = new("backup") { Description = "The backup's folder, with its manifest.json." };

    public static Command Backup()
    {
        var data = Data("The node's data folder (Node:Data), for example .smartcity/430481.");
        var to = new Option<string>("--to") { Description = "Folder in which the backup gets a folder of its own.", Required = true };
        var command = new Command("backup", "Copies a node while it runs or not: its database as of one moment, its private keys, and a manifest. Keep it where only operators read.") { data, Database, to, Tools };
        command.SetAction((line, cancellation) => GuardAsync(async () =>
        {
            var (folder, manifest) = await NodeBackup.MakeAsync(NodePlace.Of(line.GetRequiredValue(data), line.GetValue(Database)), line.GetRequiredValue(to), line.GetValue(Tools), TimeProvider.System.GetUtcNow(), cancellation);
            Console.WriteLine(folder);
            await Console.Error.WriteLineAsync(Words(manifest));
        }));
        command.Add(Verify());
        return command;
    }

    public static Command Restore()
    {
        var data = Data("The data folder the node is to have (Node:Data); without database and keys.");
        var reason = new Option<string?>("--reason") { Description = "Why it is put back, for the audit." };
        var command = new Command("restore", "Puts a backup into an empty place. The node's first start there opens a new epoch by itself.") { Folder, data, Database, Tools, reason };
        command.SetAction((line, cancellation) => GuardAsync(async () =>
        {
            var folder = Path.GetFullPath(line.GetRequiredValue(Folder));
            var manifest = BackupManifest.Read(folder);
            var why = string.Create(CultureInfo.InvariantCulture, $"backup of {manifest.MadeAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} put back");
            await NodeRestore.RunAsync(folder, manifest, NodePlace.Of(line.GetRequiredValue(data), line.GetValue(Database)), line.GetValue(Tools),
                line.GetValue(reason) is { Length: > 0 } said ? $"{why}: {said}" : why, cancellation);
            Console.WriteLine($"Node {manifest.Node} is put back to {manifest.MadeAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. Its first start opens a new epoch and takes back what its peers still hold. Never start the old one again.");
        }));
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Reads a backup through and compares it with its manifest.") { Folder };
        command.SetAction((line, cancellation) => GuardAsync(async () =>
        {
            var folder = Path.GetFullPath(line.GetRequiredValue(Folder));
            var manifest = BackupManifest.Read(folder);
            await manifest.CheckFilesAsync(folder, cancellation);
            if (manifest.Store == BackupManifest.Sqlite && await SqliteBackup.CheckAsync(Path.Combine(folder, manifest.Database), cancellation) is var (lanes, epoch)
                && (epoch != manifest.Epoch || manifest.Lanes.Any(lane => lanes.GetValueOrDefault(lane.Key) != lane.Value)))
                throw new Failure($"The database in {folder} is not the one of its manifest (epoch {epoch}, expected {manifest.Epoch}). Take another backup.");
            Console.WriteLine($"{folder} is whole. {Words(manifest)}");
        }));
        return command;
    }

    private static Option<string> Data(string what) => new("--data") { Description = what, Required = true };

    private static string Words(BackupManifest manifest) => string.Create(CultureInfo.InvariantCulture,
        $"Node {manifest.Node} on {manifest.Store} {manifest.StoreVersion}, epoch {manifest.Epoch}, as of {manifest.MadeAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; last positions: {manifest.LanesInWords}; {manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes)} bytes.");

    // Unlike a command that prints, this one writes files: a full disk is its failure.
    private static Task<int> GuardAsync(Func<Task> run) => Failure.GuardAsync(async () =>
    {
        try
        {
            await run();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or NpgsqlException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new Failure(wrong.Message);
        }
    });
}
