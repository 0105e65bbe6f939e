namespace SmartCity.Kernel.Storage;

/// <summary>What a look at a volume found, in bytes.</summary>
/// <param name="Free">Free for this process.</param>
/// <param name="Total">Size of the volume.</param>
/// <param name="Reusable">Free inside the database's file: what retention deleted does not go back to the volume, but is written to first.</param>
/// <param name="Owed">Committed, and still to be written to the volume: the write-ahead log's part beyond the end of the database's file.</param>
public readonly record struct DiskSpace(long Free, long Total, long Reusable = 0, long Owed = 0);

/// <summary>The volume that holds the database.</summary>
public interface IDisk
{
    /// <summary>Looks; null when there is no volume to look at (PostgreSQL on a server of its own).</summary>
    DiskSpace? Measure();

    /// <summary>Whether the reserve is in its place.</summary>
    bool HasReserve { get; }

    /// <summary>Gives the reserve back to the volume.</summary>
    void ReleaseReserve();

    /// <summary>Puts the reserve in its place, really allocated.</summary>
    /// <returns>False when there is no room for it after all.</returns>
    bool TryMakeReserve();
}
