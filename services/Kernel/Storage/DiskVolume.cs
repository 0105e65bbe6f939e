using System.Security.Cryptography;

namespace SmartCity.Kernel.Storage;

/// <summary>A real volume, and the reserve file on it.</summary>
/// <param name="folder">A folder of the volume; null when none is watched.</param>
/// <param name="reserve">The reserve file.</param>
/// <param name="reserveBytes">Its size; 0 for none.</param>
internal sealed class DiskVolume(string? folder, string reserve, long reserveBytes) : IDisk
{
    public DiskSpace? Measure()
    {
        if (folder is null)
            return null;
        Directory.CreateDirectory(folder);
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder);
        return new DiskSpace(drive.AvailableFreeSpace, drive.TotalSize);
    }

    public bool HasReserve => reserveBytes == 0 || new FileInfo(reserve) is { Exists: true } file && file.Length >= reserveBytes;

    public void ReleaseReserve() => File.Delete(reserve);

    public bool TryMakeReserve()
    {
        try
        {
            var before = Measure()?.Free;
            Allocate();
            // Where the file system only promised (the volume is no fuller than before), every byte is written.
            if (before is null || before - Measure()!.Value.Free < reserveBytes / 2)
                Fill();
            return true;
        }
        catch (IOException)
        {
            File.Delete(reserve);
            return false;
        }
    }

    private void Allocate()
    {
        using var file = new FileStream(reserve, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = reserveBytes });
        file.SetLength(reserveBytes);
        file.Flush(flushToDisk: true);
    }

    private void Fill()
    {
        var block = RandomNumberGenerator.GetBytes(1 << 20);
        using var file = new FileStream(reserve, FileMode.Open, FileAccess.Write);
        for (var left = reserveBytes; left > 0; left -= block.Length)
            file.Write(block, 0, (int)Math.Min(left, block.Length));
        file.Flush(flushToDisk: true);
    }
}
