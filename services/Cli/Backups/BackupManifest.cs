using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Contracts;

namespace SmartCity.Cli.Backups;

/// <summary>What a backup holds, written last: a folder without it is not a backup.</summary>
/// <param name="Format">1.</param>
/// <param name="Node">Whose backup it is.</param>
/// <param name="Epoch">The epoch of the log, hexadecimal.</param>
/// <param name="Store">SQLite or PostgreSQL.</param>
/// <param name="StoreVersion">Version of the library or server that held the database.</param>
/// <param name="Build">Version of the program that made the backup.</param>
/// <param name="MadeAt">When; the database is as it was then.</param>
/// <param name="Lanes">The last position of each lane.</param>
/// <param name="Files">Everything beside the manifest.</param>
internal sealed record BackupManifest(
    int Format, string Node, string Epoch, string Store, string StoreVersion, string Build, DateTimeOffset MadeAt, IReadOnlyDictionary<string, long> Lanes, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "manifest.json";
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, RespectRequiredConstructorParameters = true };

    /// <summary>The database's file in the backup.</summary>
    [JsonIgnore]
    public string Database => Store == Sqlite ? "node.db" : "node.dump";

    /// <summary>The node's key files in the backup.</summary>
    [JsonIgnore]
    public IEnumerable<BackupFile> Keys => Files.Where(file => file.Name != Database);

    public string LanesInWords => string.Join(", ", Contracts.Lanes.All.Select(lane => string.Create(CultureInfo.InvariantCulture, $"{lane} {Lanes.GetValueOrDefault(lane.ToString())}")));

    public void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew);
        JsonSerializer.Serialize(file, this, Json);
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="Failure">It is not a backup, or of a later format.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new Failure($"{folder} is no backup: it has no {FileName}. A backup that broke off ends in .part; make it anew.");
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Json)!;
            if (manifest.Format != 1)
                throw new Failure($"{path} has format {manifest.Format}; this smartcity reads format 1. Take the smartcity of the build that made it ({manifest.Build}).");
            if (manifest.Store is not (Sqlite or Postgres))
                throw new Failure($"{path}: store is {manifest.Store}; expected {Sqlite} or {Postgres}.");
            return manifest;
        }
        catch (JsonException wrong)
        {
            throw new Failure($"{path} cannot be read: {wrong.Message} Take another backup.");
        }
    }

    /// <summary>Compares every file with what was written down of it.</summary>
    /// <exception cref="Failure">One is missing or changed.</exception>
    public async Task CheckFilesAsync(string folder, CancellationToken cancellation)
    {
        foreach (var file in Files)
            if (file.Name != Path.GetFileName(file.Name) || await BackupFile.OfAsync(folder, file.Name, cancellation) is not { } found)
                throw new Failure($"The backup {folder} is damaged: {file.Name} is missing. Take another backup.");
            else if (found != file)
                throw new Failure($"The backup {folder} is damaged: {file.Name} has {found.Bytes} bytes and sha256 {found.Sha256}; expected {file.Bytes} and {file.Sha256}. Take another backup.");
        if (!Files.Any(file => file.Name == Database))
            throw new Failure($"The backup {folder} holds no {Database}. Take another backup.");
    }
}

/// <summary>One file of a backup.</summary>
internal sealed record BackupFile(string Name, long Bytes, string Sha256)
{
    public static async Task<BackupFile?> OfAsync(string folder, string name, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        await using var file = File.OpenRead(path);
        return new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)));
    }
}
