using System.Diagnostics;
using System.Globalization;

namespace SmartCity.Faults.Site;

/// <summary>A folder on a disk of a fixed size that can be filled: a tmpfs, where we may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path, bool isMounted) => (Path, IsMounted) = (path, isMounted);

    public string Path { get; }

    /// <summary>False where we may not mount: then it is an ordinary folder.</summary>
    public bool IsMounted { get; }

    public static SmallDisk Create(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        return new(path, Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", path));
    }

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Append);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Empty() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    public void Dispose()
    {
        if (IsMounted)
            Run("umount", "-l", Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
