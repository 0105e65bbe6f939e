using System.ComponentModel.DataAnnotations;

namespace SmartCity.Kernel.Storage;

/// <summary>When the disk counts as full, section <c>Disk</c>.</summary>
public sealed class DiskOptions
{
    /// <summary>A folder of the volume that is watched; default the SQLite file's folder. With PostgreSQL none by default: then only the server's own "disk full" counts.</summary>
    public string? Path { get; set; }

    /// <summary>Bulk is refused below so many percent of the volume; default 5.</summary>
    [Range(0, 90)]
    public double LowWaterPercent { get; set; } = 5;

    /// <summary>Bulk is refused below so many bytes at least, whatever the percentage; default 500 MB.</summary>
    [Range(0, long.MaxValue)]
    public long LowWaterBytes { get; set; } = 500_000_000;

    /// <summary>Bytes kept in a file of the data folder, given back when even urgent events would find no room; 0 for none; default 64 MiB.</summary>
    [Range(0, 1L << 40)]
    public long ReserveBytes { get; set; } = 64L << 20;

    /// <summary>Time between two looks; default one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);
}
