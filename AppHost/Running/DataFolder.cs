using SmartCity.AppHost.CommandLine;

namespace SmartCity.AppHost.Running;

/// <summary>The folder of everything the embedded city keeps: marked as ours, and held by one AppHost at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    public const string Marker = ".smartcity-embedded";
    private readonly FileStream hold;

    private DataFolder(string path, FileStream hold, bool isNew) => (Path, this.hold, IsNew) = (path, hold, isNew);

    public string Path { get; }

    /// <summary>Whether it was made by this start.</summary>
    public bool IsNew { get; }

    /// <summary>Takes hold of the folder, made or emptied first where that was asked for.</summary>
    /// <exception cref="HostFailure">Another AppHost holds it, or it is not ours to delete or use.</exception>
    public static DataFolder Open(string path, bool fresh)
    {
        var full = System.IO.Path.GetFullPath(path);
        var marker = System.IO.Path.Combine(full, Marker);
        var used = Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any();
        if (used && !File.Exists(marker) && !Directory.EnumerateFileSystemEntries(full).All(IsScenario))
            throw new HostFailure($"{full} holds files that this program did not make (there is no {Marker} in it); {(fresh ? "it is not deleted. " : "")}Name another folder with --data.", HostFailure.WrongOption);
        try
        {
            Directory.CreateDirectory(full);
            var hold = Hold(full);
            if (fresh)
                Empty(full);
            var isNew = !File.Exists(marker);
            File.WriteAllText(marker, "The embedded Smart Hengyang keeps its data here. --fresh deletes this folder.\n");
            return new(full, hold, isNew);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new HostFailure($"{full} cannot be written: {denied.Message} Name another folder with --data.");
        }
    }

    public void Dispose() => hold.Dispose();

    private static FileStream Hold(string folder)
    {
        var file = System.IO.Path.Combine(folder, "apphost.lock");
        try
        {
            var hold = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            hold.SetLength(0);
            hold.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            hold.Flush();
            return hold;
        }
        catch (IOException)
        {
            throw new HostFailure($"Another AppHost is running on {folder}. Stop it, or name another folder with --data (and other ports with --port-offset).");
        }
    }

    // The lock we hold stays; scenarios keep folders of their own inside the default one, with markers of their own.
    private static void Empty(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(entry => System.IO.Path.GetFileName(entry) != "apphost.lock" && !IsScenario(entry)))
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }
    }

    private static bool IsScenario(string entry) =>
        System.IO.Path.GetFileName(entry) is var name && name.StartsWith("scenario-", StringComparison.Ordinal) && File.Exists(System.IO.Path.Combine(entry, Marker));
}
