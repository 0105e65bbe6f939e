using SmartCity.Contracts;

namespace SmartCity.Kernel.Storage;

/// <summary>What a filling disk still takes. Pure: marks in, level out.</summary>
/// <param name="RefusesBulk">Bulk input is refused.</param>
/// <param name="RefusesNormal">Normal input is refused as well.</param>
/// <param name="ReserveReleased">The reserve has been given back, and is missing.</param>
internal readonly record struct DiskLevel(bool RefusesBulk, bool RefusesNormal, bool ReserveReleased)
{
    // A lane is let in again only with a tenth more room than it was refused at, so that it does not flutter.
    private const double Clearance = 1.1;

    public bool Refuses(Lane lane) => lane == Lane.Bulk && RefusesBulk || lane == Lane.Normal && RefusesNormal;

    /// <summary>Below this much, Bulk is refused; below half of it Normal; below a quarter the reserve goes.</summary>
    public static long Mark(DiskSpace space, DiskOptions options) => Math.Max((long)(space.Total * options.LowWaterPercent / 100), options.LowWaterBytes);

    /// <summary>The level that follows from a look at the disk.</summary>
    public DiskLevel Next(DiskSpace space, DiskOptions options)
    {
        var mark = Mark(space, options);
        // What the reserve gave back is lent: it lets nobody in.
        var free = space.Free - space.Owed - (ReserveReleased ? options.ReserveBytes : 0);
        // Pages free inside the database are as good as free disk, but only while its write-ahead log has room to grow.
        var room = free >= mark / 4 ? free + space.Reusable : free;
        return new(
            room < mark * (RefusesBulk ? Clearance : 1),
            room < mark / 2 * (RefusesNormal ? Clearance : 1),
            free < mark / 4 * (ReserveReleased ? Clearance : 1));
    }
}
